// The live board of a unit: "there is something to fetch" and who has which dossier open. The stock y-websocket
// provider, loaded only when it may run. Nothing durable passes here, and when it dies nothing else changes.
import type { WebsocketProvider } from 'y-websocket'
import * as v from 'valibot'

export interface Board {
  /** Says which dossier this agent has open; null for none. */
  show(dossier: string | null): void
  /** A fresh ticket from the last sync, for the next time the socket has to be opened. */
  renew(ticket: string): void
  close(): void
}

export interface BoardEvents {
  /** The unit's head moved: there is something to pull. */
  poked(): void
  present(others: readonly { readonly agent: string; readonly dossier: string }[]): void
}

interface Connection {
  readonly effectiveType?: string
  readonly saveData?: boolean
  readonly type?: string
}

/** Off on a metered or 2G link, where an open socket costs more than it tells. */
export const mayRun = (online: boolean, connection: Connection | undefined): boolean =>
  online &&
  connection?.saveData !== true &&
  !(connection?.effectiveType ?? '').endsWith('2g') &&
  connection?.type !== 'cellular'

export const openBoard = async (unit: string, agent: string, ticket: string, events: BoardEvents): Promise<Board> => {
  const [{ WebsocketProvider }, { Doc }] = await Promise.all([import('y-websocket'), import('yjs')])
  const doc = new Doc()
  const provider: WebsocketProvider = new WebsocketProvider(
    `${location.origin.replace(/^http/, 'ws')}/board`,
    unit,
    doc,
    {
      params: { ticket },
      disableBc: true,
      maxBackoffTime: 60_000,
    },
  )
  const { awareness } = provider
  const head = doc.getMap('head')
  head.observe(() => events.poked())
  awareness.on('change', () => events.present(othersOf(awareness.getStates(), awareness.clientID)))
  awareness.setLocalStateField('agent', agent)
  return {
    show: (dossier) => awareness.setLocalStateField('dossier', dossier),
    renew: (fresh) => {
      provider.params['ticket'] = fresh
    },
    close: () => {
      provider.destroy()
      doc.destroy()
      events.present([])
    },
  }
}

/** Anyone on the board may have written these. */
const shown = v.object({ agent: v.pipe(v.string(), v.maxLength(100)), dossier: v.pipe(v.string(), v.maxLength(30)) })

export const othersOf = (states: ReadonlyMap<number, unknown>, me: number) =>
  [...states].flatMap(([client, value]) => {
    const parsed = v.safeParse(shown, value)
    return client !== me && parsed.success ? [parsed.output] : []
  })
