// Makes shared/sync/dictionary.ts: what bodies are likely to say, taken from the packs, the acts and the mandate's words,
// so that the first dossier of a small packet compresses like the hundredth of a large one. Run by hand
// (`node scripts/dictionary.ts`), and never again for a version that was released: packets on devices were made with it.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { brotliCompressSync } from 'node:zlib'
import type { Unit } from '../shared/access/directory.ts'
import type { ProcedurePack } from '../shared/procedure/pack.ts'
import { packRef } from '../shared/procedure/pack.ts'
import { parsePack } from '../shared/procedure/schema.ts'
import { actKinds } from '../shared/procedure/workflow.ts'
import { mandateDays, mandateText } from '../pwa/models/mandate-text.ts'

const folder = new URL('../procedures/', import.meta.url)
const packs = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .sort()
  .flatMap((file): readonly ProcedurePack[] => {
    const parsed = parsePack(JSON.parse(readFileSync(new URL(file, folder), 'utf8')))
    if (!parsed.ok) throw new Error(`${file} does not parse`)
    return [parsed.value]
  })

/** As columns.ts writes them: each ends with a zero byte. */
const strings = (all: readonly string[]): string => [...new Set(all)].map((one) => `${one}\0`).join('')
const json = (value: unknown): string => `${JSON.stringify(value)}\0`

/** Any day: its figures differ from one mandate to the next. */
const today = '2026-01-01'

const place: Unit = { id: '', kind: 'point', name: { fr: 'EPN ', ar: 'الفضاء العمومي الرقمي ' }, pivots: [] }

/** Sentences that are in every mandate once; then what names the procedure, for each pack. */
const mandates = (['fr', 'ar'] as const)
  .flatMap((lang) => [
    ...packs
      .slice(1)
      .map((pack) =>
        firstSentence(
          mandateText({ pack, unit: place, agent: '', days: 31, today, task: { type: 'file', wasRead: true } }, lang),
        ),
      ),
    ...mandateDays.map((days) =>
      afterOffice(
        mandateText(
          { pack: first(), unit: place, agent: '', days, today, task: { type: 'file', wasRead: true } },
          lang,
        ),
      ),
    ),
    mandateText(
      { pack: first(), unit: place, agent: '', days: 31, today, task: { type: 'file', wasRead: true } },
      lang,
    ),
  ])
  .map((text) => `${text}\0`)
  .join('')

function firstSentence(text: string): string {
  return text.slice(text.search(/«/), text.indexOf('.'))
}
function afterOffice(text: string): string {
  return text.slice(0, text.indexOf('.') + 1).replace(/^.*[,،] /, '')
}
function first(): ProcedurePack {
  const [pack] = packs
  if (!pack) throw new Error('no packs')
  return pack
}

const keysOfActs = [
  ['pieces'],
  ['capture', 'pieces'],
  ['text'],
  ['outcome', 'reason'],
  ['outcome'],
  ['document', 'number'],
  ['proof'],
  ['official'],
  [],
  ['keep', 'text'],
  ['days', 'mark', 'method', 'procedure', 'text', 'textHash', 'textLang'],
  ['days', 'method', 'procedure', 'text', 'textHash', 'textLang'],
  ['days', 'method', 'procedure', 'text', 'textHash', 'textLang', 'witness'],
  ['answersHash', 'attachments', 'mode', 'procedure', 'reference', 'secretHash', 'seen', 'to', 'tokenHash'],
  ['answersHash', 'attachments', 'mode', 'procedure', 'reference', 'secretHash', 'to', 'tokenHash'],
  ['lang', 'procedure'],
]

const words = [
  ...packs.flatMap((pack) => [
    strings(pack.service.hasInputType.map(({ id }) => id)),
    strings(pack.refusalReasons.map(({ id }) => id)),
    strings(Object.values(pack.form.choices ?? {}).flatMap((list) => list.map(({ name }) => name))),
  ]),
  strings(actKinds.toReversed()),
  strings(['accepted', 'refused', 'enabling', 'photo', 'seen', 'oral', 'paper', 'mark', 'ar', 'fr']),
  mandates,
  ...['clerk', 'officer', 'supervisor', 'mediator'].map((role) => json(['', 0, role, ''])),
  ...keysOfActs.map(json),
  strings([...packs.map(packRef), ...packs.map((pack) => pack.service.hasCompetentAuthority.type)]),
  json(['v', 'n', 'over', 'by', 'said']),
  json(['v', 'n', 'over', 'by', 'said', 'proof']),
  strings(['notes', 'attachments', 'answers', 'helper', 'document', 'citizen']),
  json({}),
  json([]),
  ...packs.map((pack) => strings(pack.form.survey.map(({ name }) => name))),
].join('')

const file = new URL('../shared/sync/dictionary.ts', import.meta.url)
const lines = (words.match(/[^\0]*\0/g) ?? [words]).map((line) => `  ${quoted(line)},`)
function quoted(line: string): string {
  return `'${line.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\0', '\\0')}'`
}
writeFileSync(
  file,
  `// What bodies of protocol 2 are compressed with, both to write and to read: made by scripts/dictionary.ts. It must never
// change, since packets wait on devices for months; a better one gets the next number and a protocol of its own.
import { encodeUtf8 } from 'lib0/string'

export const dictionary: Uint8Array = encodeUtf8(
  [
${lines.map((line) => `  ${line}`).join('\n')}
  ].join(''),
)
`,
)
console.log(`${Buffer.byteLength(words)} bytes; ${brotliCompressSync(readFileSync(file)).length} with brotli`)
