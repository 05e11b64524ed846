// Several processes of one commune on one database and one data folder, behind a proxy that gives each request to the next
// of them, with every door that is known to be open.
import { createServer, type AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { startRoundRobin, type RoundRobin } from './round-robin.ts'
import { launchServer, type ServerProcess } from './server-process.ts'

export interface Member {
  readonly process: ServerProcess
  /** Null until it listens, and once it says that it is going. */
  url: string | null
}

export interface Fleet {
  readonly proxy: RoundRobin
  /** Those that listen. */
  open(): readonly Member[]
  /** Another one; resolves when it listens. */
  add(): Promise<Member>
  /** Kills it (SIGKILL), and starts another in its place without waiting for it. */
  replace(member: Member): Promise<void>
  /** Starts another, tells this one to go, and asks it no more once it says so. Resolves with its exit code. */
  relieve(member: Member): Promise<number | null>
  /** Until all that were started listen. */
  settled(): Promise<void>
  close(): Promise<void>
}

interface Place {
  readonly dataDir: string
  readonly env: Readonly<Record<string, string>>
}

export const startFleet = async ({ dataDir, env }: Place, size: number): Promise<Fleet> => {
  const members = new Set<Member>()
  const open = (): readonly Member[] => [...members].filter(({ url }) => url !== null)
  const proxy = await startRoundRobin(() => open().flatMap(({ url }) => url ?? []))
  const coming = new Set<Promise<unknown>>()
  let closed = false

  const add = async (): Promise<Member> => {
    const port = await freePort()
    const process = launchServer({
      dataDir,
      env: { ...env, HOST: '127.0.0.1', PORT: String(port), PUBLIC_URL: proxy.url },
    })
    const member: Member = { process, url: null }
    members.add(member)
    await process.ready
    member.url = `http://127.0.0.1:${port}`
    return member
  }
  const fleet: Fleet = {
    proxy,
    open,
    add,
    replace: async (member) => {
      await member.process.kill()
      members.delete(member)
      const next = add().catch((cause: unknown) => {
        if (!closed) throw cause
      })
      coming.add(next)
    },
    relieve: async (member) => {
      await add()
      const ended = member.process.stop()
      while (await isReady(member.url)) await pause(50)
      member.url = null
      const code = await ended
      members.delete(member)
      return code
    },
    settled: async () => void (await Promise.all(coming)),
    close: async () => {
      closed = true
      await Promise.all([...members].map(({ process }) => process.kill()))
      await Promise.allSettled(coming)
      await proxy.close()
    },
  }
  await Promise.all(Array.from({ length: size }, add))
  return fleet
}

/** What a proxy that looks after its servers asks. */
const isReady = (url: string | null): Promise<boolean> =>
  fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  )

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
