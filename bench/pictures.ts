// What thirty pictures cost an old machine, drawn in each of the ways an app could: a symbol brought in from a sprite, the
// symbol's own shapes in the document, one path, an image. In one run and by turns, with the processor slowed six times;
// beside them thirty empty boxes. Measured, never asserted.
//
//   npm run bench:pictures
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { chromium } from 'playwright-core'
import { chromiumPath, launchFlags } from '../e2e/chromium.ts'
import { iconPaths } from '../pwa/ui/icon-paths.ts'

const sprite = readFileSync(new URL('../icons/pictograms.svg', import.meta.url), 'utf8')
const symbols = [...sprite.matchAll(/<symbol id="([^"]+)"[^>]*>(.*?)<\/symbol>/gs)]
  .slice(0, 12)
  .map(([, name = '', body = '']) => ({ name, body }))

const draw = async ({ symbols, paths }: { symbols: { name: string; body: string }[]; paths: string[] }) => {
  const place = document.body.appendChild(document.createElement('div'))
  const svg = (box: number, inside: string) => `<svg width="36" height="36" viewBox="0 0 ${box} ${box}">${inside}</svg>`
  const image = (body: string) =>
    `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 72">${body}</svg>`)}`
  const nth = (at: number) => symbols[at % symbols.length] ?? { name: '', body: '' }
  const ways: Record<string, (at: number) => string> = {
    'a picture from the sprite': (at) => svg(72, `<use href="/pictograms.svg#${nth(at).name}"/>`),
    'its shapes in the document': (at) => svg(72, nth(at).body),
    'an image': (at) => `<img width="36" height="36" src="${image(nth(at).body)}">`,
    'a control, one path': (at) => svg(24, `<path fill="none" stroke="#000" d="${paths[at % paths.length]}"/>`),
    nothing: () => '<span></span>',
  }
  const made = Object.entries(ways).map(([way, make]) => {
    const from = document.createElement('template')
    from.innerHTML = Array.from({ length: 30 }, (_, at) => make(at)).join('')
    return { way, from, ms: [] as number[] }
  })
  for (let round = 0; round < 30; round++)
    for (const { from, ms } of made) {
      place.replaceChildren()
      await new Promise((done) => setTimeout(done, 60))
      const begun = performance.now()
      place.append(from.content.cloneNode(true))
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
      // The first rounds fetch what the others find.
      if (round >= 5) ms.push(performance.now() - begun)
    }
  return made.map(({ way, ms }) => ({ way, ms }))
}

const server = createServer((request, response) => {
  response.setHeader('Cache-Control', 'max-age=3600')
  response.setHeader('Content-Type', request.url === '/' ? 'text/html' : 'image/svg+xml')
  response.end(request.url === '/' ? '<!doctype html><body>' : sprite)
}).listen(0, '127.0.0.1')
const browser = await chromium.launch({ executablePath: chromiumPath('as people have it'), args: [...launchFlags] })
try {
  const page = await browser.newPage()
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  await page.goto(`http://127.0.0.1:${address.port}/`)
  await (await page.context().newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: 6 })
  console.log('| thirty of, CPU ÷ 6, ms until drawn | p50 | p95 |\n| --- | --- | --- |')
  for (const { way, ms } of await page.evaluate(draw, { symbols, paths: Object.values(iconPaths) })) {
    const sorted = ms.toSorted((a, b) => a - b)
    const at = (share: number) => Math.round(sorted[Math.ceil(sorted.length * share) - 1] ?? 0)
    console.log(`| ${way} | ${at(0.5)} | ${at(0.95)} |`)
  }
} finally {
  await browser.close()
  server.close()
}
