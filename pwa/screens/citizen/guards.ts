// What a person may press on a screen that was handed to them without it leading anywhere: Back, the menu of the right
// button, a picture dragged away. A page that is left all the same (reload, another address) comes back locked: the keys
// were only in memory.
import { useEffect } from 'preact/hooks'
import { isShortcut } from '../../ui/shortcut.ts'

/** `lock` is called by its usual keys; the header that bears them is not on this screen. */
export const useGuards = (lock: () => void): void => {
  useEffect(() => {
    const here = location.pathname + location.search + location.hash
    // The entry that Back left is put back at once, and the router below never hears of it: the address and the depth
    // of the history are the same as before.
    const onPop = (event: PopStateEvent): void => {
      event.stopImmediatePropagation()
      history.pushState(null, '', here)
    }
    const refuse = (event: Event): void => event.preventDefault()
    const onKey = (event: KeyboardEvent): void => {
      if (!isShortcut(event, 'Ctrl+L')) return
      event.preventDefault()
      lock()
    }
    addEventListener('popstate', onPop, { capture: true })
    document.addEventListener('contextmenu', refuse)
    document.addEventListener('dragstart', refuse)
    document.addEventListener('keydown', onKey)
    return () => {
      removeEventListener('popstate', onPop, { capture: true })
      document.removeEventListener('contextmenu', refuse)
      document.removeEventListener('dragstart', refuse)
      document.removeEventListener('keydown', onKey)
    }
  }, [])
}
