// One tab at a time holds the device: two would cut two packets with one number. Another tab can take over; this one
// is asked first, so that it saves and forgets its keys, and is cut off if it does not answer: a frozen tab misses that
// one beat. When it thaws it may run for a moment before the browser tells it; so it asks whose the device is before
// it cuts, sends or tidies up (`isOurs`).
const name = 'morchid'
const politeMs = 4_000

export interface TabLock {
  held(): boolean
  /** The browser's own word, and not this tab's memory of it. */
  isOurs(): Promise<boolean>
  /** Takes it from the other tab; resolves once this tab has it. */
  takeOver(): Promise<void>
}

/** `lost` saves what it can and forgets the keys; it is called once, when another tab took the device. */
export const createTabLock = async (lost: () => Promise<void>): Promise<TabLock> => {
  const channel = new BroadcastChannel(name)
  let release: (() => void) | null = null

  /** Resolves to whether this tab got it; then keeps it until `release`. */
  const ask = (options: LockOptions): Promise<boolean> =>
    new Promise((resolve) => {
      navigator.locks
        .request(name, options, (lock) => {
          if (!lock) return resolve(false)
          return new Promise<void>((done) => {
            release = done
            resolve(true)
          })
        })
        // Rejects when it is stolen from us, or when a polite wait ran out.
        .catch(async () => {
          resolve(false)
          if (!release) return
          release = null
          await lost()
        })
    })

  channel.addEventListener('message', async () => {
    if (!release) return
    const done = release
    release = null
    await lost()
    done()
  })

  const holder = async (): Promise<string | undefined> =>
    (await navigator.locks.query()).held?.find((lock) => lock.name === name)?.clientId
  /** Still so while `lost` saves: the lock is given back after it. */
  let mine: string | undefined
  const noteMine = async (): Promise<void> => {
    if (release) mine = await holder()
  }

  await ask({ ifAvailable: true })
  await noteMine()
  return {
    held: () => release !== null,
    isOurs: async () => mine !== undefined && (await holder()) === mine,
    takeOver: async () => {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel of this origin
      channel.postMessage('yield')
      const polite = await ask({ signal: AbortSignal.timeout(politeMs) })
      if (!polite) await ask({ steal: true })
      await noteMine()
    },
  }
}
