// Waits until the screens that were just told to leave have left. What they still had to write they have asked for by
// then. By a message, not a timer: a hidden page's timers may be a minute late.
export const screensGone = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.addEventListener('message', () => {
      port1.close()
      resolve()
    })
    port1.start()
    port2.postMessage(null)
  })
