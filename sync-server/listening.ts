// The port: taken at the start, or one sentence that says why not; given up at the end without cutting anybody short who
// is being served. New callers find a closed door at once and go to another process, where there is one.
import type { Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { StartProblem } from './data-folder.ts'
import type { EnrolmentLink } from './demo-links.ts'

export interface RunningServer {
  /** Where browsers reach it, no trailing slash. */
  readonly url: string
  /** A demonstration's fresh enrolment links, for people without a device. Empty otherwise. */
  readonly links: readonly EnrolmentLink[]
  /** Lets requests end, writes the log back into the database, lets the data folder go. Once is enough. */
  close(): Promise<void>
}

/** 0 takes any. Throws StartProblem. */
export const takePort = (
  server: Server,
  { port, host }: { readonly port: number; readonly host: string },
): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why: Record<string, string> = {
        EADDRINUSE: `Le port ${port} est déjà pris. Arrêtez l'autre programme, ou choisissez-en un autre : PORT=8788 npm start`,
        EACCES: `Le port ${port} est réservé au système. Choisissez-en un au-dessus de 1023 : PORT=8787 npm start`,
        EADDRNOTAVAIL: `L'adresse « ${host} » n'est pas celle de cette machine. Vérifiez HOST.`,
      }
      const message = why[error.code ?? '']
      reject(message === undefined ? error : new StartProblem(message))
    })
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
  })

/** How a command on this machine reaches the server, whatever it listens on. */
export const nearUrl = (host: string, port: number): string => {
  const near = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host
  return `http://${near.includes(':') ? `[${near}]` : near}:${port}`
}

/** A request on a slow link takes seconds. What is cut then was not acknowledged, and comes again. */
const CUT_MS = 10_000
const IDLE_MS = 20

/** Requests under way may end; idle and stuck connections do not keep the folder locked. */
export const stopListening = async (server: Server, cutMs = CUT_MS): Promise<void> => {
  // A connection that is kept would bring the next request here.
  server.prependListener('request', (_, response: ServerResponse) => {
    response.shouldKeepAlive = false
  })
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  // One that was being served is idle a moment later.
  const idle = setInterval(() => server.closeIdleConnections(), IDLE_MS)
  const cut = setTimeout(() => server.closeAllConnections(), cutMs)
  await closed
  clearInterval(idle)
  clearTimeout(cut)
}
