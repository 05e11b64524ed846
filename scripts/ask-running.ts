// Asks the server that runs on this machine, since it alone may hold the data folder. Who asks shows the word kept in
// the folder's keys.json.
import { existsSync, readFileSync } from 'node:fs'
import * as v from 'valibot'

const runningShape = v.object({ url: v.string(), host: v.optional(v.string()) })

/**
 * With `body` it is a POST. Null when no server runs, or what the file names no longer answers: the server was killed,
 * the folder is free.
 */
export const askRunning = async (dataDir: string, path: string, body?: unknown): Promise<Response | null> => {
  const { readLocalWord } = await import('../sync-server/accept/keys.ts')
  const { runningFile } = await import('../sync-server/running-file.ts')
  const file = runningFile(dataDir)
  if (!existsSync(file)) return null
  const { url, host } = v.parse(runningShape, JSON.parse(readFileSync(file, 'utf8')))
  const headers = { Authorization: `Bearer ${readLocalWord(dataDir) ?? ''}`, 'Content-Type': 'application/json' }
  const given = body === undefined ? { headers } : { headers, method: 'POST', body: JSON.stringify(body) }
  if (host === undefined) return fetch(`${url}${path}`, given).catch(() => null)
  const { askNamed } = await import('../sync-server/named-request.ts')
  return askNamed(`${url}${path}`, host, given).catch(() => null)
}

const problemShape = v.object({ detail: v.object({ fr: v.string() }) })

/** What the server said when it refused, for the operator. */
export const explainRefusal = async (answer: Response): Promise<string> => {
  const problem = v.safeParse(problemShape, await answer.json().catch(() => null))
  return problem.success ? problem.output.detail.fr : `Le serveur a répondu ${answer.status}.`
}
