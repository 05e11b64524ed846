// Somebody who looks at the live board of a unit, at one process: which head it is told.
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'

export interface BoardWatch {
  /** Resolves once it is told that head, or one above. */
  reaches(seq: number): Promise<void>
  close(): void
}

export const watchBoard = (url: string, unit: string, ticket: string): BoardWatch => {
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(`${url.replace('http', 'ws')}/board`, unit, doc, {
    params: { ticket },
    disableBc: true,
  })
  const head = doc.getMap('head')
  return {
    reaches: (seq) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (Number(head.get('seq') ?? 0) < seq) return
          head.unobserve(look)
          resolve()
        }
        head.observe(look)
        look()
      }),
    close: () => provider.destroy(),
  }
}
