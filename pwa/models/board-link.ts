// The live board as the device uses it: opened with the ticket of the last sync, off when the link is metered or slow,
// closed at lock. When it fails nothing is said: sync goes on by itself.
import type { Agent } from '../../shared/access/directory.ts'
import { mayRun, openBoard } from '../sync/board.ts'
import type { Board } from '../sync/board.ts'
import type { AnswerHeaders } from '../sync/http.ts'
import { state } from './state.ts'

export interface BoardLink {
  open(me: Agent): void
  close(): void
  show(dossier: string | null): void
  /** Ask for a ticket with the next sync. */
  wanted(): boolean
  heard(headers: AnswerHeaders): void
}

interface NetworkInformation extends EventTarget {
  readonly effectiveType?: string
  readonly saveData?: boolean
  readonly type?: string
}

const connection = (): NetworkInformation | undefined =>
  (navigator as Navigator & { readonly connection?: NetworkInformation }).connection

export const createBoardLink = (poked: () => void): BoardLink => {
  let me: Agent | null = null
  let board: Board | null = null
  let opening = false
  let shown: string | null = null

  const close = () => {
    board?.close()
    board = null
    state.presence.value = []
  }
  const wanted = () => me !== null && mayRun(navigator.onLine, connection())
  const open = async (agent: Agent, ticket: string) => {
    opening = true
    try {
      const opened = await openBoard(agent.unit, agent.id, ticket, {
        poked,
        present: (others) => {
          if (board || others.length > 0) state.presence.value = others
        },
      })
      // Locked, or the link changed, while it was loading.
      if (me !== agent || !wanted()) return opened.close()
      board = opened
      board.show(shown)
    } catch {
      // Not loaded (offline, old cache): the next ticket tries again.
    } finally {
      opening = false
    }
  }
  connection()?.addEventListener('change', () => {
    if (!wanted()) close()
  })
  addEventListener('offline', close)

  return {
    open: (agent) => {
      me = agent
    },
    close: () => {
      me = null
      shown = null
      close()
    },
    show: (dossier) => {
      shown = dossier
      board?.show(dossier)
    },
    wanted,
    heard: ({ boardTicket }) => {
      if (boardTicket === null || !me) return
      if (board) board.renew(boardTicket)
      else if (!opening && wanted()) void open(me, boardTicket)
    },
  }
}
