// What the browser itself would keep of a visit that is over: the way back to its screens, what was copied, the last text
// a pattern was tried on. Called when nothing of the person is on the screen any more; it must never fail.

/** Resolves when Back leads to nothing of the visit. The address and the screen are the same as before. */
export const cleanSlate = async (): Promise<void> => {
  forgetTraces()
  await forgetHistory()
}

/** At a pause and a lock too, where the address stays: whoever comes back goes on there. */
export const forgetTraces = (): void => {
  // The engine keeps the last text that matched, whole, until another does.
  ;/^/.exec('')
  // Refused in a window that is not in front: what was copied is then somebody else's.
  void navigator.clipboard?.writeText('').catch(() => undefined)
}

interface Entry {
  readonly index: number
  readonly sameDocument: boolean
}
interface Navigation extends EventTarget {
  entries(): readonly Entry[]
  readonly currentEntry: Entry | null
}

/** Not in every browser: there the addresses stay, which name nobody, and a filed request is never shown by its own. */
const navigationHere = (): Navigation | undefined => (globalThis as { navigation?: Navigation }).navigation

/** A traversal that the browser refuses says nothing. */
const longestMs = 1_000

const forgetHistory = async (): Promise<void> => {
  const navigation = navigationHere()
  const at = navigation?.currentEntry?.index ?? 0
  if (navigation === undefined || at === 0) return
  // Further back is another load of the page, which comes back locked.
  const first =
    navigation
      .entries()
      .slice(0, at)
      .findLastIndex((entry) => !entry.sameDocument) + 1
  if (first === at) return
  const here = location.pathname + location.search
  await new Promise<void>((resolve) => {
    const arrived = () => {
      if (navigation.currentEntry?.index !== first) return
      over()
      // Before the router hears of it, so that no screen is drawn for what is passed over. What is ahead goes with the
      // new step.
      history.replaceState(null, '', '/')
      history.pushState(null, '', here)
    }
    const over = () => {
      navigation.removeEventListener('currententrychange', arrived)
      clearTimeout(timer)
      resolve()
    }
    const timer = setTimeout(over, longestMs)
    navigation.addEventListener('currententrychange', arrived)
    history.go(first - at)
  })
}
