// What crosses the link, in brotli-11 bytes of the files in dist/pwa, and whether the budget until usable holds.
//   usable        index.html, the entry script with all it imports, its CSS, the shell's words in one language with what
//                 they import, the two small SVG the first screen draws; for a clerk also the clerk's room: everything
//                 fetched before the queue can be drawn, except the data layer, which arrives behind the first answer
//   offline-ready everything that crosses until this person can work without a link: the worker's script and its first
//                 stage, the same for every role, with the desk's room in both languages; for a clerk also the second
//                 stage, the rooms of the office, which comes only where somebody works in one. Fonts come after and are
//                 counted nowhere
//   rare rooms    the third stage, on every device: studio, practice, the words of passphrases, after the first voice
//   its own part  of that, what this role's screens use: what it would be if each role had an app of its own
// Budgets until usable fail the run, and so does a file that comes before one it cannot do without. Those until offline-ready are told: the libraries the app stands on (each bundled
// alone, whole, in the last lines) already take most of them.
// Headers are not counted. Run after a build: `node scripts/sizes.ts`.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants } from 'node:zlib'
import { build } from 'vite'
import { isFont, isOfOffice, isRare } from '../pwa/second-stage.ts'

interface ManifestChunk {
  readonly file: string
  readonly name?: string
  readonly isEntry?: boolean
  readonly imports?: readonly string[]
  readonly dynamicImports?: readonly string[]
  readonly css?: readonly string[]
  readonly assets?: readonly string[]
}
type Manifest = Readonly<Record<string, ManifestChunk>>

const dist = fileURLToPath(new URL('../dist/pwa/', import.meta.url))
const budgets = { desk: 30_000, clerk: 60_000 }
const readyBudgets = { desk: 80_000, clerk: 170_000 }
const rooms = ['desk', 'clerk', 'supervisor'] as const
type Room = (typeof rooms)[number]

/** Each library the design has decided on, with what the app imports of it kept alive by a global. */
const floor: Readonly<Record<string, string>> = {
  dexie: `import { Dexie } from 'dexie'; globalThis.kept = Dexie`,
  yjs: `import { Doc, Map, applyUpdate, encodeStateAsUpdate, encodeStateVector, mergeUpdates } from 'yjs'
    globalThis.kept = [Doc, Map, applyUpdate, encodeStateAsUpdate, encodeStateVector, mergeUpdates]`,
  preact: `import { render } from 'preact'; import { useEffect, useRef, useState } from 'preact/hooks'
    import { jsx } from 'preact/jsx-runtime'; import { LocationProvider, Route, Router } from 'preact-iso'
    import { batch, computed, effect, signal, useSignal } from '@preact/signals'
    globalThis.kept = [render, jsx, useEffect, useRef, useState, LocationProvider, Route, Router, batch, computed, effect,
      signal, useSignal]`,
  '@hpke/core': `import { Aes128Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core'
    globalThis.kept = [Aes128Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256]`,
  'Argon2 (hash-wasm)': `import { argon2id } from 'hash-wasm'; globalThis.kept = argon2id`,
  workbox: `import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
    import { NavigationRoute, registerRoute } from 'workbox-routing'
    globalThis.kept = [cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute, NavigationRoute, registerRoute]`,
}

const manifest = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, 'utf8')) as Manifest
const precache = precachedFiles()
const entry = chunkNamed('index.html')
const firstScreen = union(['index.html'], filesOf(entry), worstWords('shell'))
const data = filesOf(dataLayer())
const usable: Record<'desk' | 'clerk', Set<string>> = {
  desk: firstScreen,
  clerk: union(firstScreen, without(union(roomFiles('clerk'), worstWords('clerk'), worstWords('fields')), data)),
}

const rare = new Set([...precache].filter(isRare))
const beforeRare = without(precache, rare)
const firstStage = new Set([...beforeRare].filter((file) => !isOfOffice(file)))
const ready: Record<'desk' | 'clerk', Set<string>> = {
  desk: union(['sw.js'], firstStage),
  clerk: union(['sw.js'], beforeRare),
}

const report = (['desk', 'clerk'] as const).flatMap((room) => [
  { name: `${room}: until usable`, files: usable[room], budget: budgets[room], fails: true },
  { name: `${room}: until offline-ready`, files: ready[room], budget: readyBudgets[room], fails: false },
  {
    name: `${room}: its own part of it`,
    files: without(ready[room], union(board(), ...rooms.filter((other) => other !== room).map(ownFiles))),
    budget: readyBudgets[room],
    fails: false,
  },
])

for (const { name, files, budget, fails } of report) {
  const bytes = [...files].reduce((sum, file) => sum + brotliSize(file), 0)
  const over = bytes > budget
  const held = over ? `  OVER the budget of ${kb(budget)}` : `  (budget ${kb(budget)})`
  console.log(`${name.padEnd(30)} ${kb(bytes).padStart(9)}  ${String(files.size).padStart(2)} files${held}`)
  if (over && fails) {
    process.exitCode = 1
    for (const file of [...files].toSorted((a, b) => brotliSize(b) - brotliSize(a)))
      console.log(`    ${kb(brotliSize(file)).padStart(9)}  ${file}`)
  }
}

console.log(`${'rare rooms'.padEnd(30)} ${kb(total(rare)).padStart(9)}  ${String(rare.size).padStart(2)} files`)
for (const told of comesTooLate()) {
  process.exitCode = 1
  console.log(told)
}

await tellFloor()

/** Files that are there before one they import. A room of the office may use a rare one only by asking for it. */
function comesTooLate(): string[] {
  const stages = [firstStage, beforeRare, precache]
  const stageOf = (file: string): number => stages.findIndex((stage) => stage.has(file))
  return Object.values(manifest).flatMap(({ file, imports = [], css = [] }) =>
    [...css, ...imports.map((name) => manifest[name]?.file ?? '')]
      .filter((needed) => stageOf(file) >= 0 && stageOf(needed) > stageOf(file))
      .map((needed) => `${file} comes before ${needed}, which it needs`),
  )
}

/** What the decided libraries weigh by themselves, minified and compressed, with the exports this app uses. */
async function tellFloor(): Promise<void> {
  const sizes: string[] = []
  let sum = 0
  for (const [name, source] of Object.entries(floor)) {
    const bytes = brotliBytes(await bundled(source))
    sum += bytes
    sizes.push(`${name} ${kb(bytes)}`)
  }
  console.log(`${'of which decided libraries'.padEnd(30)} ${kb(sum).padStart(9)}  ${sizes.join(', ')}`)
}

async function bundled(source: string): Promise<string> {
  const entryId = '\0floor'
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    root: fileURLToPath(new URL('..', import.meta.url)),
    resolve: { alias: [{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' }] },
    build: {
      write: false,
      target: 'es2022',
      modulePreload: { polyfill: false },
      rolldownOptions: { input: 'floor', external: ['crypto'] },
    },
    plugins: [
      {
        name: 'floor',
        resolveId: (id) => (id === 'floor' ? entryId : null),
        load: (id) => (id === entryId ? source : null),
      },
    ],
  })
  return [result]
    .flat()
    .flatMap((one) => ('output' in one ? one.output : []))
    .map((one) => (one.type === 'chunk' ? one.code : ''))
    .join('')
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

/** Put together by vite.config.ts under this name. */
function dataLayer(): string {
  const found = Object.keys(manifest).find((name) => manifest[name]?.name === 'data')
  if (found === undefined) throw new Error('no chunk named data in the build’s manifest')
  return found
}

function precachedFiles(): Set<string> {
  const worker = readFileSync(`${dist}sw.js`, 'utf8')
  const files = [...worker.matchAll(/["']?url["']?:\s*["']([^"']+)["']/g)].map(([, file]) => file ?? '')
  if (!files.includes('index.html')) throw new Error('the worker’s precache has no index.html')
  // The worker keeps fonts too, without making anyone wait for them.
  return new Set(files.filter((file) => !isFont(file)))
}

function brotliSize(file: string): number {
  const content = readFileSync(`${dist}${file}`)
  // Already compressed.
  return /\.(?:png|woff2)$/.test(file) ? content.length : brotliBytes(content)
}

function brotliBytes(content: string | Uint8Array): number {
  return brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length
}

/** Fetched when a socket may run; no screen needs it without a link. */
function board(): Set<string> {
  return new Set([...precache].filter((file) => file.startsWith('assets/y-websocket-')))
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
