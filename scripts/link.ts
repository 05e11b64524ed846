// `npm run link -- <person>`: one enrolment link for a person of the commune; without a name, the list of people.
// A running server holds the data folder alone, so it is asked; when none runs, the folder is opened here.
import process from 'node:process'
import * as v from 'valibot'
import { askRunning, explainRefusal } from './ask-running.ts'
import { stopWith } from './stop-with.ts'

const linkShape = v.object({ role: v.string(), name: v.string(), url: v.string() })
const peopleShape = v.array(v.object({ id: v.string(), name: v.string(), role: v.string(), unit: v.string() }))

type People = readonly v.InferOutput<typeof peopleShape>[number][]
type Link = v.InferOutput<typeof linkShape>

try {
  const { explainConfig, parseConfig } = await import('../sync-server/config.ts')
  const { linkOrPeople } = await import('../sync-server/folder-commands.ts')
  const config = parseConfig(process.env)
  if (!config.ok) stopWith(explainConfig(config.error))
  else {
    const { dataDir } = config.value
    const agent = process.argv[2]
    show((await fromRunning(dataDir, agent)) ?? (await linkOrPeople(config.value, agent)))
  }
} catch (cause) {
  stopWith(cause)
}

/** Null when no server runs. */
async function fromRunning(dataDir: string, agent: string | undefined): Promise<Link | People | null> {
  const answer = await (agent === undefined
    ? askRunning(dataDir, '/api/local/people')
    : askRunning(dataDir, '/api/local/link', { agent }))
  if (!answer) return null
  if (!answer.ok) return stopWith(await explainRefusal(answer))
  const body: unknown = await answer.json()
  return agent === undefined ? v.parse(peopleShape, body) : v.parse(linkShape, body)
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
