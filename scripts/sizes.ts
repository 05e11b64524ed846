// What crosses the link, in brotli-11 bytes of the files in dist/pwa, and whether the budget until usable holds.
//   usable        index.html, the entry script with all it imports, its CSS, the shell's words in one language with what
//                 they import, the two small SVG the first screen draws; for a clerk also the clerk's room: everything
//                 fetched before the queue can be drawn, except the data layer, which arrives behind the first answer
//   needed offline  of what the worker keeps, what this role's screens use, in both languages: other roles' rooms left out
//   offline-ready   everything until the worker is active: its script and its whole precache, the same for every role
// Headers are not counted. Run after a build: `node scripts/sizes.ts`.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants } from 'node:zlib'

interface ManifestChunk {
  readonly file: string
  readonly isEntry?: boolean
  readonly imports?: readonly string[]
  readonly dynamicImports?: readonly string[]
  readonly css?: readonly string[]
  readonly assets?: readonly string[]
}
type Manifest = Readonly<Record<string, ManifestChunk>>

const dist = fileURLToPath(new URL('../dist/pwa/', import.meta.url))
const budgets = { desk: 30_000, clerk: 60_000 }
const rooms = ['desk', 'clerk', 'supervisor'] as const
type Room = (typeof rooms)[number]

const manifest = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, 'utf8')) as Manifest
const precache = precachedFiles()
const entry = chunkNamed('index.html')
const firstScreen = union(['index.html'], filesOf(entry), worstWords('shell'))
const data = filesOf(chunkNamed('models/door.ts'))
const usable: Record<'desk' | 'clerk', Set<string>> = {
  desk: firstScreen,
  clerk: union(firstScreen, without(union(roomFiles('clerk'), worstWords('clerk'), worstWords('fields')), data)),
}

const report = [
  ...(['desk', 'clerk'] as const).map((room) => ({
    name: `${room}: until usable`,
    files: usable[room],
    budget: budgets[room],
  })),
  ...(['desk', 'clerk'] as const).map((room) => ({
    name: `${room}: needed offline`,
    files: union(['sw.js'], without(precache, union(...rooms.filter((other) => other !== room).map(ownFiles)))),
    budget: undefined,
  })),
  { name: 'offline-ready, whole precache', files: union(['sw.js'], precache), budget: undefined },
]

for (const { name, files, budget } of report) {
  const bytes = [...files].reduce((sum, file) => sum + brotliSize(file), 0)
  const over = budget !== undefined && bytes > budget
  const held = budget === undefined ? '' : over ? `  OVER the budget of ${kb(budget)}` : `  (budget ${kb(budget)})`
  console.log(`${name.padEnd(30)} ${kb(bytes).padStart(9)}  ${String(files.size).padStart(2)} files${held}`)
  if (over) {
    process.exitCode = 1
    for (const file of [...files].toSorted((a, b) => brotliSize(b) - brotliSize(a)))
      console.log(`    ${kb(brotliSize(file)).padStart(9)}  ${file}`)
  }
}

/** A chunk's file, its static imports, their CSS and the assets they name. */
function filesOf(name: string, seen: Set<string> = new Set()): Set<string> {
  if (seen.has(name)) return new Set()
  seen.add(name)
  const chunk = manifest[name]
  if (chunk === undefined) throw new Error(`${name} is not in the build's manifest`)
  // Pictograms are drawn by rooms, never by the first screen; fonts come when the screen is usable.
  const assets = (chunk.assets ?? []).filter((file) => !file.includes('pictograms') && !file.endsWith('.woff2'))
  return union([chunk.file], chunk.css ?? [], assets, ...(chunk.imports ?? []).map((one) => filesOf(one, seen)))
}

/** One language is fetched: the bigger of the two. */
function worstWords(room: string): Set<string> {
  const both = ['fr', 'ar'].map((lang) => filesOf(chunkNamed(`virtual:messages/${room}/${lang}`)))
  return both.toSorted((a, b) => total(b) - total(a))[0] ?? new Set()
}

function roomFiles(room: Room): Set<string> {
  return filesOf(chunkNamed(`screens/${room}/${room}-room.tsx`))
}

/** What only this room's people need: its own chunk, styles and words. */
function ownFiles(room: Room): Set<string> {
  const chunk = manifest[chunkNamed(`screens/${room}/${room}-room.tsx`)]
  const words = ['fr', 'ar'].map((lang) => manifest[chunkNamed(`virtual:messages/${room}/${lang}`)]?.file ?? '')
  return union([chunk?.file ?? ''], chunk?.css ?? [], words)
}

function chunkNamed(end: string): string {
  const found = Object.keys(manifest).filter((name) => name.endsWith(end))
  if (found.length !== 1) throw new Error(`${found.length} chunks named …${end} in the build's manifest`)
  return found[0] ?? ''
}

function precachedFiles(): Set<string> {
  const worker = readFileSync(`${dist}sw.js`, 'utf8')
  const files = [...worker.matchAll(/["']?url["']?:\s*["']([^"']+)["']/g)].map(([, file]) => file ?? '')
  if (!files.includes('index.html')) throw new Error('the worker’s precache has no index.html')
  // The worker keeps fonts too, without making anyone wait for them.
  return new Set(files.filter((file) => !file.endsWith('.woff2')))
}

function brotliSize(file: string): number {
  const content = readFileSync(`${dist}${file}`)
  // Already compressed.
  if (/\.(?:png|woff2)$/.test(file)) return content.length
  return brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length
}

function total(files: Iterable<string>): number {
  return [...files].reduce((sum, file) => sum + brotliSize(file), 0)
}

function union(...sets: readonly Iterable<string>[]): Set<string> {
  return new Set(sets.flatMap((set) => [...set]))
}

function without(set: Iterable<string>, removed: ReadonlySet<string>): Set<string> {
  return new Set([...set].filter((one) => !removed.has(one)))
}

function kb(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} KB`
}
