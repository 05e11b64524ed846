// How small bodies are, and what they cost to make: layouts, dictionary and batch sizes against the floor, the same facts
// as one JSON in brotli 11. Prints tables; nothing is asserted.
//
//   node bench/sync/body.ts [dossiers]
import { brotliCompressSync, constants, inflateRawSync } from 'node:zlib'
import { deflateSync } from 'fflate'
import { encodeEntries, parseEntries } from '../../shared/sync/body.ts'
import { compressBody } from '../../shared/sync/compress.ts'
import { dictionary } from '../../shared/sync/dictionary.ts'
import type { Entry } from '../../shared/sync/ports.ts'
import { authorOf, dossierFacts, entriesOf } from './dossiers.ts'

/** Header, signature, seal, certificate left out: what every packet adds (with a beacon in its header). */
const perPacket = 335

const total = Number(process.argv[2] ?? 1000)
const author = authorOf(0)
const facts = Array.from({ length: total }, (_, i) => dossierFacts(i))
const dossiers = facts.map((one) => entriesOf(one, author))

const brotli = (bytes: Uint8Array, quality: number): Uint8Array =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } })

const floorJson = new TextEncoder().encode(JSON.stringify(facts))
const floor = brotli(floorJson, 11).length
const kb = (bytes: number): string => (bytes / 1000).toFixed(1).padStart(8)
const ratio = (bytes: number): string => `${kb(bytes)} ${(bytes / floor).toFixed(3)}`

const bodiesOf = (size: number): readonly (readonly Entry[])[] =>
  Array.from({ length: Math.ceil(total / size) }, (_, at) => dossiers.slice(at * size, (at + 1) * size).flat())

const sum = (bodies: readonly Uint8Array[]): number => bodies.reduce((bytes, body) => bytes + body.length, 0)

console.log(`${total} dossiers; facts as JSON ${kb(floorJson.length)} KB, floor (brotli 11) ${kb(floor)} KB`)
console.log(`dictionary ${dictionary.length} bytes, ${brotli(dictionary, 11).length} with brotli 11`)
console.log('\nPUSH: KB and how many floors; `packets` adds what each packet costs beside its body')
console.log('a body   raw KB | layout 1 deflate | layout 2 no dict. | layout 2 + dict. | packets')
for (const size of [1, 5, 25, 60, 115, 250, 1000]) {
  const bodies = bodiesOf(size)
  const raw = bodies.flat().reduce((bytes, entry) => bytes + entry.bytes.length, 0) / bodies.length
  const first = bodies.map((one) => encodeEntries(one, 1))
  const second = bodies.map((one) => encodeEntries(one, 2, author))
  const packed = second.map((one) => compressBody(one, 2))
  packed.forEach((one, at) => {
    if (Buffer.compare(inflateRawSync(one, { dictionary }), second[at] ?? new Uint8Array()) !== 0)
      throw new Error('does not come back')
  })
  const columns = [
    ratio(sum(first.map((one) => compressBody(one, 1)))),
    ratio(sum(second.map((one) => deflateSync(one, { level: 9 })))),
    ratio(sum(packed)),
    ratio(sum(packed) + bodies.length * perPacket),
  ]
  console.log(`${String(size).padStart(6)} ${kb(raw)} | ${columns.join('   | ')}`)
}

console.log('\nPULL: the entries of an answer, by HTTP content encoding')
console.log('a page   layout 1: brotli 5 |       brotli 11 | layout 2: brotli 5 |        brotli 9 |       brotli 11')
for (const size of [25, 250, 1000]) {
  const bodies = bodiesOf(size)
  const first = bodies.map((one) => encodeEntries(one, 1))
  const second = bodies.map((one) => encodeEntries(one))
  const columns = [
    ...[5, 11].map((quality) => ratio(sum(first.map((one) => brotli(one, quality))))),
    ...[5, 9, 11].map((quality) => ratio(sum(second.map((one) => brotli(one, quality))))),
  ]
  console.log(`${String(size).padStart(6)} ${columns.join('   | ')}`)
}

console.log('\nTIME against layout 1 made in the same run (medians of 9), bodies of 115 dossiers')
const body = dossiers.slice(0, 115).flat()
const [one, two] = [encodeEntries(body, 1), encodeEntries(body, 2, author)]
const median = (work: () => unknown): number => {
  const times = Array.from({ length: 9 }, () => {
    const from = performance.now()
    work()
    return performance.now() - from
  })
  return times.toSorted((a, b) => a - b)[4] ?? 0
}
const rows: readonly (readonly [string, () => unknown, () => unknown])[] = [
  ['encode (checked)', () => encodeEntries(body, 1), () => encodeEntries(body, 2, author)],
  ['parse', () => parseEntries(one), () => parseEntries(two, { sitting: author })],
  ['compress', () => compressBody(one, 1), () => compressBody(two, 2)],
  ['brotli 5', () => brotli(one, 5), () => brotli(two, 5)],
  ['brotli 11', () => brotli(one, 11), () => brotli(two, 11)],
]
for (const [name, before, now] of rows) {
  const [a, b] = [median(before), median(now)]
  console.log(
    `${name.padEnd(18)} ${a.toFixed(1).padStart(7)} ms → ${b.toFixed(1).padStart(7)} ms  ×${(b / a).toFixed(2)}`,
  )
}

console.log('\nONE THING AT A TIME: a packet with a single entry of a dossier')
const single = dossiers[0] ?? []
for (const entry of single) {
  const [before, now] = [compressBody(encodeEntries([entry], 1), 1), compressBody(encodeEntries([entry], 2, author), 2)]
  console.log(`${entry.kind.padEnd(6)} raw ${entry.bytes.length}: layout 1 ${before.length}, layout 2 ${now.length}`)
}
