// `npm run erasure:report`: what was erased, by which rule, and whether it is really gone. A running server is asked; when
// none runs, the folder is opened here. Ends with 1 when something that should be gone is still there.
import process from 'node:process'
import { parseArgs } from 'node:util'
import * as v from 'valibot'
import type { ServerConfig } from '../sync-server/config.ts'
import { askRunning, explainRefusal } from './ask-running.ts'
import { stopWith } from './stop-with.ts'

const help = `npm run erasure:report
  --dossier ID       un seul dossier, par son identifiant
  --since AAAA-MM-JJ les dossiers effacés depuis ce jour
  --data DIR         le dossier de données (sinon DATA_DIR, sinon ./data)`

const count = v.number()
const lineShape = v.object({
  dossier: v.string(),
  at: v.string(),
  finishedAt: v.nullable(v.string()),
  how: v.picklist(['destroyed', 'anonymised']),
  why: v.picklist(['retention', 'anonymise-after', 'decided', 'archived']),
  due: v.string(),
  classCode: v.string(),
  retention: v.string(),
  procedure: v.nullable(v.string()),
  destroyed: v.object({ entries: count, packets: count, blobs: count }),
  left: v.object({ entries: count, packets: count, drafts: count, lookups: count, blobs: count }),
})
type Line = v.InferOutput<typeof lineShape>

const whys: Readonly<Record<Line['why'], string>> = {
  retention: 'durée de conservation écoulée',
  'anonymise-after': 'délai d’anonymisation écoulé',
  decided: 'décision de responsables',
  archived: 'versé aux archives, durée écoulée',
}

try {
  const { values } = parseArgs({
    options: {
      dossier: { type: 'string' },
      since: { type: 'string' },
      data: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  const { dossier, since } = values
  if (values.help) console.log(help)
  else if (since !== undefined && !/^\d{4}-\d\d-\d\d$/.test(since)) stopWith(help)
  else {
    const { explainConfig, parseConfig } = await import('../sync-server/config.ts')
    const config = parseConfig({ ...process.env, ...(values.data === undefined ? {} : { DATA_DIR: values.data }) })
    if (!config.ok) stopWith(explainConfig(config.error))
    else await report(config.value, { ...(dossier === undefined ? {} : { dossier }), ...(since ? { since } : {}) })
  }
} catch (cause) {
  stopWith(cause instanceof TypeError && 'code' in cause ? `${cause.message}\n\n${help}` : cause)
}

async function report(
  config: ServerConfig,
  wanted: { readonly dossier?: string; readonly since?: string },
): Promise<void> {
  const { erasuresOfFolder } = await import('../sync-server/folder-commands.ts')
  const running = await askRunning(config.dataDir, '/api/local/erasures', wanted)
  if (running && !running.ok) stopWith(await explainRefusal(running))
  const lines = v.parse(v.array(lineShape), running ? await running.json() : await erasuresOfFolder(config, wanted))
  if (lines.length === 0) console.log('Aucun dossier effacé ne répond à cette demande.')
  for (const line of lines) console.log(inWords(line, config.backupKeepDays))
  const open = lines.filter((line) => !isGone(line))
  if (lines.length > 0)
    console.log(
      `\n${lines.length} dossiers effacés, ${lines.length - open.length} dont il ne reste rien ici, ${open.length} à finir.`,
    )
  if (open.length > 0) {
    console.log('Le serveur finit chaque heure. Si le compte ne baisse pas, lisez son journal.')
    process.exitCode = 1
  }
}

function isGone({ left, finishedAt }: Line): boolean {
  return finishedAt !== null && Object.values(left).every((one) => one === 0)
}

function inWords(line: Line, keepDays: number): string {
  const { dossier, at, finishedAt, how, why, due, classCode, retention, procedure, destroyed, left } = line
  const lost = finishedAt ?? at
  const last = new Date(Date.parse(lost) + keepDays * 86_400_000).toISOString().slice(0, 10)
  return [
    `\n${dossier} : ${how === 'destroyed' ? 'détruit' : 'anonymisé'} le ${at}`,
    `  règle : ${whys[why]}, ${retention} (${classCode}${procedure === null ? '' : `, ${procedure}`}), dû le ${due}`,
    `  détruit : ${destroyed.entries} entrées, ${destroyed.packets} paquets, ${destroyed.blobs} photos et sons`,
    `  vérifié à l’instant : ${isGone(line) ? 'il n’en reste rien' : `reste ${JSON.stringify(left)}`}`,
    `  copies plus anciennes : la dernière disparaît au plus tard le ${last} (gardées ${keepDays} jours)`,
  ].join('\n')
}
