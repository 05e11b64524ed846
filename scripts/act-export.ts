// `npm run act:export`: one act, or all acts of a dossier, as a file that anyone can check (docs/check-an-act.md).
// A running server holds the data folder alone, so it is asked; when none runs, the folder is opened here.
import { writeFileSync } from 'node:fs'
import process from 'node:process'
import { parseArgs } from 'node:util'
import * as v from 'valibot'
import { parseAct } from '../shared/dossier/act.ts'
import { parseActFile } from '../shared/sync/act-proof.ts'
import type { ActsWanted } from '../sync-server/act-export.ts'
import type { ServerConfig } from '../sync-server/config.ts'
import { askRunning, explainRefusal } from './ask-running.ts'
import { stopWith } from './stop-with.ts'

const help = `npm run -s act:export -- --act <numéro de l'acte>       un acte
npm run -s act:export -- --dossier <numéro ou référence>   tous les actes d'un dossier
npm run -s act:export -- --keys                           les empreintes des clés inscrites, une par ligne
  --data DIR    le dossier de données (sinon DATA_DIR, sinon ./data)
  --out FICHIER où écrire (sinon la sortie standard)`

/** The act holds a hash of two pairs of digits and the number of the dossier: ten thousand tries, for a machine nothing. */
const secretInside =
  'Attention : qui lit cet acte peut retrouver le code secret de la personne, et suivre sa demande comme elle.'

const answerShape = v.variant('ok', [
  v.object({ ok: v.literal(true), value: v.string() }),
  v.object({
    ok: v.literal(false),
    error: v.variant('type', [
      v.object({ type: v.literal('unknown') }),
      v.object({ type: v.literal('held'), reason: v.string() }),
      v.object({ type: v.literal('several'), dossiers: v.array(v.string()) }),
    ]),
  }),
])
type Answer = v.InferOutput<typeof answerShape>
type Wanted = ActsWanted | 'keys'

try {
  const { values } = parseArgs({
    args: joined(process.argv.slice(2)),
    options: {
      act: { type: 'string' },
      dossier: { type: 'string' },
      keys: { type: 'boolean' },
      data: { type: 'string' },
      out: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  const wanted = wantedBy(values)
  if (values.help) console.log(help)
  else if (!wanted) stopWith(help)
  else {
    const { explainConfig, parseConfig } = await import('../sync-server/config.ts')
    const config = parseConfig({ ...process.env, ...(values.data === undefined ? {} : { DATA_DIR: values.data }) })
    if (!config.ok) stopWith(explainConfig(config.error))
    else {
      const text = await textOf(config.value, wanted)
      if (values.out === undefined) process.stdout.write(text)
      else writeFileSync(values.out, text, { mode: 0o600 })
      if (wanted !== 'keys') sayWhatIsInside(text)
    }
  }
} catch (cause) {
  stopWith(cause instanceof TypeError && 'code' in cause ? `${cause.message}\n\n${help}` : cause)
}

/** Null when not exactly one thing is asked for. */
function wantedBy(flags: { act?: string; dossier?: string; keys?: boolean }): Wanted | null {
  const all: Wanted[] = []
  if (flags.act !== undefined) all.push({ act: flags.act })
  if (flags.dossier !== undefined) all.push({ dossier: flags.dossier })
  if (flags.keys) all.push('keys')
  return all.length === 1 ? (all[0] ?? null) : null
}

async function textOf(place: ServerConfig, wanted: Wanted): Promise<string> {
  const { exportFromFolder, keysOfFolder } = await import('../sync-server/folder-commands.ts')
  const running = await fromRunning(place.dataDir, wanted)
  if (wanted === 'keys') return running ? running.text() : keysOfFolder(place)
  const answer: Answer = running
    ? v.parse(answerShape, await running.json())
    : v.parse(answerShape, await exportFromFolder(place, wanted))
  return answer.ok ? answer.value : stopWith(explain(answer.error))
}

/** Null when no server runs. */
async function fromRunning(dataDir: string, wanted: Wanted): Promise<Response | null> {
  const answer = await (wanted === 'keys'
    ? askRunning(dataDir, '/api/local/keys')
    : askRunning(dataDir, '/api/local/acts', wanted))
  return answer && !answer.ok ? stopWith(await explainRefusal(answer)) : answer
}

function explain(problem: Extract<Answer, { ok: false }>['error']): string {
  switch (problem.type) {
    case 'unknown':
      return 'Aucun acte de ce numéro, aucun dossier de ce numéro ni de cette référence dans ce dossier de données.'
    case 'held':
      return `Cet acte est retenu par le serveur (${problem.reason}) : il n'a pas d'effet, il n'est pas exporté.`
    case 'several':
      return `Cette référence a servi à plusieurs dossiers. Choisissez : ${problem.dossiers.join(', ')}`
  }
}

/** On the error stream: the file itself may be going through the standard one. */
function sayWhatIsInside(text: string): void {
  const file = parseActFile(text)
  for (const { act: written, proof } of file.ok ? file.value : []) {
    const act = parseAct(new TextEncoder().encode(written))
    if (!act.ok) continue
    const { id, kind, by, at } = act.value
    const unsigned =
      by.role === 'system' ? 'acte du serveur, sans signature' : 'SANS PREUVE : sa signature n’est pas dans ce dossier'
    console.error(`${id}  ${at}  ${kind}  ${proof ? `signé par ${by.agent}` : unsigned}`)
    if (kind === 'submitted') console.error(`  ${secretInside}`)
  }
}

/** One id in 64 begins with a dash, which would be taken for an option: it is tied to its own. */
function joined(args: readonly string[]): string[] {
  const tied: string[] = []
  for (let at = 0; at < args.length; at++) {
    const [arg, next] = [args[at] ?? '', args[at + 1]]
    const takesId = (arg === '--act' || arg === '--dossier') && next?.startsWith('-') && !next.startsWith('--')
    tied.push(takesId ? `${arg}=${next}` : arg)
    if (takesId) at++
  }
  return tied
}
