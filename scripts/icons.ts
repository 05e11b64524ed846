// Makes the pictures of the app: pictograms taken from open sets, the two sprites and their name lists, and the install
// icons. Run by hand after a change (`node scripts/icons.ts`, then `npx oxfmt pwa/ui`); what it makes is committed.
// Pictograms that no set has are drawn by us, one file each in icons/pictograms; this script never touches those.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { roundPath } from './round-path.ts'

const here = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url))

/** Our name → OpenMoji's (CC BY-SA 4.0). People are never taken from it: ours are from here. */
const fromOpenMoji: Readonly<Record<string, string>> = {
  house: 'house',
  housing: 'house-with-garden',
  road: 'motorway',
  tree: 'deciduous-tree',
  flood: 'flood',
  car: 'automobile',
  mule: 'donkey',
  nothing: 'construction',
  calendar: 'calendar',
  phone: 'mobile-phone',
  place: 'round-pushpin',
  clock: 'alarm-clock',
  question: 'red-question-mark',
  marriage: 'ring',
  death: 'headstone',
  secret: 'locked-with-key',
}

/** Our name → Tabler's (MIT): the controls of the staff side. */
const fromTabler: Readonly<Record<string, string>> = {
  add: 'plus',
  search: 'search',
  back: 'arrow-left',
  next: 'arrow-right',
  check: 'check',
  close: 'x',
  lock: 'lock',
  sync: 'refresh',
  offline: 'cloud-off',
  online: 'cloud-check',
  print: 'printer',
  qr: 'qrcode',
  user: 'user',
  users: 'users',
  office: 'building-bank',
  point: 'building-store',
  device: 'device-laptop',
  file: 'file-text',
  list: 'list',
  history: 'history',
  clock: 'clock',
  calendar: 'calendar',
  edit: 'pencil',
  trash: 'trash',
  warning: 'alert-triangle',
  info: 'info-circle',
  error: 'alert-octagon',
  success: 'circle-check',
  help: 'help-circle',
  phone: 'phone',
  'map-pin': 'map-pin',
  camera: 'camera',
  key: 'key',
  language: 'language',
  keyboard: 'keyboard',
  send: 'send',
  download: 'download',
  upload: 'upload',
  refresh: 'refresh',
  hand: 'hand-stop',
  eye: 'eye',
  'eye-off': 'eye-off',
  note: 'note',
  settle: 'gavel',
  claim: 'hand-grab',
  release: 'arrow-back-up',
  home: 'home',
  play: 'player-play',
  pause: 'player-pause',
  shield: 'shield',
  copy: 'copy',
  external: 'external-link',
  more: 'dots',
  chevron: 'chevron-right',
  star: 'star',
  inbox: 'inbox',
}

interface IconSet {
  readonly icons: Readonly<Record<string, { readonly body: string }>>
}

extractPictograms()
const pictograms = writePictogramSprite()
writeControls()
await writeInstallIcons()
console.log(`${pictograms} pictograms, ${Object.keys(fromTabler).length} controls, 4 install icons`)

function extractPictograms(): void {
  const set = readSet('openmoji')
  mkdirSync(here('icons/pictograms'), { recursive: true })
  for (const [name, source] of Object.entries(fromOpenMoji)) {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 72">${withOwnIds(name, bodyOf(set, source))}</svg>\n`
    writeFileSync(here(`icons/pictograms/${name}.svg`), svg)
  }
}

/** One file of symbols: sixty pictures cost one request and compress together. */
function writePictogramSprite(): number {
  const names = readdirSync(here('icons/pictograms'))
    .filter((file) => file.endsWith('.svg'))
    .map((file) => file.slice(0, -'.svg'.length))
    .toSorted()
  const symbols = names.map((name) => {
    const svg = readFileSync(here(`icons/pictograms/${name}.svg`), 'utf8')
    const body = /<svg[^>]*viewBox="0 0 72 72">(.*)<\/svg>/s.exec(svg)?.[1]
    if (body === undefined) throw new Error(`icons/pictograms/${name}.svg is not a 72 × 72 picture`)
    const id = /\bid="([^"]*)"/.exec(body)?.[1]
    if (id !== undefined && !id.startsWith(`${name}-`))
      throw new Error(`${name}.svg: the id ${id} could clash in the sprite`)
    return `<symbol id="${name}" viewBox="0 0 72 72">${rounded(body)}</symbol>`
  })
  writeFileSync(here('icons/pictograms.svg'), sprite(symbols))
  writeFileSync(
    here('pwa/ui/pictogram-names.ts'),
    `// Made by scripts/icons.ts from icons/pictograms/*.svg. Do not edit.
export const pictogramNames = [${names.map((name) => `'${name}'`).join(', ')}] as const
export type PictogramName = (typeof pictogramNames)[number]
`,
  )
  return names.length
}

/** A tenth of a unit is an eighth of a pixel where pictograms are largest, and a fifth of the sprite's bytes. */
function rounded(body: string): string {
  return body
    .replaceAll(/ d="([^"]*)"/g, (_, d: string) => ` d="${roundPath(d, 1)}"`)
    .replaceAll(/ (c[xy]|r[xy]?|[xy][12]?|width|height)="(-?\d*\.\d+)"/g, (_, name: string, value: string) => {
      const number = Number(Number(value).toFixed(1)) || Number(value)
      return ` ${name}="${String(number).replace(/^(-?)0\./, '$1.')}"`
    })
}

/** Each one path: an old machine draws it in half the time of a picture that is fetched from a sprite. */
function writeControls(): void {
  const set = readSet('tabler')
  const paths = Object.entries(fromTabler).map(
    ([name, source]) => `  '${name}': '${onePath(name, bodyOf(set, source))}',`,
  )
  writeFileSync(
    here('pwa/ui/icon-paths.ts'),
    `// Made by scripts/icons.ts from its list of Tabler icons. Do not edit.
export const iconPaths = {\n${paths.join('\n')}\n} as const
export type IconName = keyof typeof iconPaths
`,
  )
}

/** Stroke and colour come from the CSS of Icon; anything but paths drawn so would be lost, and is refused. */
function onePath(name: string, body: string): string {
  const plain = body.replaceAll(
    / (?:fill="none"|stroke="currentColor"|stroke-(?:linecap|linejoin)="round"|stroke-width="2")/g,
    '',
  )
  const paths = [...plain.matchAll(/<path d="([^"]*)"\/>/g)].map((found) => found[1] ?? '')
  if (plain.replaceAll(/<path d="[^"]*"\/>|<\/?g>/g, '') !== '') throw new Error(`the icon ${name} is more than paths`)
  // A path that begins with a small m begins at a place of the picture; behind another it would begin at that one's end.
  return paths.map((d) => d.replace(/^m(\S+ \S+?|[\d.]+-[\d.]+)(?=[a-z])/i, 'M$1')).join('')
}

async function writeInstallIcons(): Promise<void> {
  const svg = readFileSync(here('icons/morchid.svg'), 'utf8')
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  })
  const page = await browser.newPage()
  const shoot = async (file: string, size: number, square: boolean): Promise<void> => {
    // A maskable icon is cut by the system: its ground must reach every corner.
    const picture = square ? svg.replace(' rx="14"', '') : svg
    await page.setViewportSize({ width: size, height: size })
    await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw;height:100vh}</style>${picture}`)
    await page.screenshot({ path: here(`icons/${file}.png`), omitBackground: true })
  }
  await shoot('morchid-192', 192, false)
  await shoot('morchid-512', 512, false)
  await shoot('morchid-maskable-512', 512, true)
  await shoot('morchid-180', 180, true)
  await browser.close()
}

function readSet(name: string): IconSet {
  return JSON.parse(readFileSync(here(`node_modules/@iconify-json/${name}/icons.json`), 'utf8')) as IconSet
}

function bodyOf(set: IconSet, name: string): string {
  const icon = set.icons[name]
  if (icon === undefined) throw new Error(`no icon named ${name}`)
  return icon.body
}

/** Ids that nothing refers to go; the others get the picture's name before them, to be alone in the sprite. */
function withOwnIds(name: string, body: string): string {
  return body
    .replaceAll(/ id="([^"]*)"/g, (_, id: string) => (body.includes(`#${id}`) ? ` id="${name}-${id}"` : ''))
    .replaceAll(/(href="|url\()#/g, `$1#${name}-`)
}

function sprite(symbols: readonly string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>\n`
}
