// The files of OPFS are let go a moment after the worker that held them ended, and nothing says when: whoever needs them
// then asks a few times.

const tries = 10
const betweenMs = 200

const isHeld = (cause: unknown): boolean =>
  (cause instanceof DOMException || cause instanceof Error) && cause.name === 'NoModificationAllowedError'

/** Does it again while somebody still holds the file, for two seconds. Rejects with what it was rejected with at last. */
export const whenFree = async <T>(
  work: () => Promise<T>,
  pause: (ms: number) => Promise<unknown> = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
): Promise<T> => {
  for (let tried = 1; ; tried++) {
    try {
      return await work()
    } catch (cause) {
      if (tried === tries || !isHeld(cause)) throw cause
      await pause(betweenMs)
    }
  }
}
