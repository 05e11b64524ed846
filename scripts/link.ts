// `npm run link -- <person>`: one enrolment link for a person of the commune; without a name, the list of people.
// A running server holds the data folder alone, so it is asked; when none runs, the folder is opened here.
import { existsSync, readFileSync } from 'node:fs'
import process from 'node:process'
import * as v from 'valibot'
import { stopWith } from './stop-with.ts'

const runningShape = v.object({ url: v.string() })
const linkShape = v.object({ role: v.string(), name: v.string(), url: v.string() })
const peopleShape = v.array(v.object({ id: v.string(), name: v.string(), role: v.string(), unit: v.string() }))
const problemShape = v.object({ detail: v.object({ fr: v.string() }) })

type People = readonly v.InferOutput<typeof peopleShape>[number][]
type Link = v.InferOutput<typeof linkShape>

try {
  const { explainConfig, parseConfig } = await import('../sync-server/config.ts')
  const { linkOrPeople } = await import('../sync-server/folder-commands.ts')
  const { runningFile } = await import('../sync-server/main.ts')
  const config = parseConfig(process.env)
  if (!config.ok) stopWith(explainConfig(config.error))
  else {
    const { dataDir } = config.value
    const agent = process.argv[2]
    const running = existsSync(runningFile(dataDir)) ? await askRunning(dataDir, runningFile(dataDir), agent) : null
    show(running ?? (await linkOrPeople(config.value, agent)))
  }
} catch (cause) {
  stopWith(cause)
}

/** Null when what the file names no longer answers: the server was killed, the folder is free. */
async function askRunning(dataDir: string, file: string, agent: string | undefined): Promise<Link | People | null> {
  const { readLocalWord } = await import('../sync-server/accept/keys.ts')
  const { url } = v.parse(runningShape, JSON.parse(readFileSync(file, 'utf8')))
  const headers = { Authorization: `Bearer ${readLocalWord(dataDir) ?? ''}`, 'Content-Type': 'application/json' }
  const asked =
    agent === undefined
      ? fetch(`${url}/api/local/people`, { headers })
      : fetch(`${url}/api/local/link`, { method: 'POST', headers, body: JSON.stringify({ agent }) })
  const answer = await asked.catch(() => null)
  if (!answer) return null
  const body: unknown = await answer.json().catch(() => null)
  if (answer.ok) return agent === undefined ? v.parse(peopleShape, body) : v.parse(linkShape, body)
  const problem = v.safeParse(problemShape, body)
  return stopWith(problem.success ? problem.output.detail.fr : `Le serveur a répondu ${answer.status}.`)
}

function show(found: Link | People): void {
  if (isLink(found)) {
    console.log(`${found.role} ${found.name}: ${found.url}`)
    if (!found.url.endsWith('&demo')) console.log('Valable une fois, pendant 15 minutes.')
  } else for (const { id, role, name, unit } of found) console.log(`${id}  ${role} ${name} (${unit})`)
}

function isLink(found: Link | People): found is Link {
  return 'url' in found
}
