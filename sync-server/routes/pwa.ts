// The staff app as files: hashed names for ever, everything else asked again, and index.html for any page of the app.
// Only files that were there at the start are served: no path of a caller ever reaches the disk.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { Hono } from 'hono'
import type { AppDeps, AppEnv } from './context.ts'
import { encodedBody, sendEncoded, type EncodedBody } from './encoded.ts'
import { problem } from './problem.ts'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.opus': 'audio/ogg',
  '.webm': 'audio/webm',
  '.mp3': 'audio/mpeg',
}

const FOR_EVER = 'public, max-age=31536000, immutable'

export const pwaRoutes = ({ pwaDir }: Pick<AppDeps, 'pwaDir'>): Hono<AppEnv> => {
  const files = readFolder(pwaDir)
  const index = files.get('/index.html')
  const wordsOf = { fr: wordsAhead(files, 'fr'), ar: wordsAhead(files, 'ar') }
  return new Hono<AppEnv>().get('*', (c) => {
    const { path } = c.req
    const file = files.get(path)
    if (file) return sendEncoded(c, file, path.startsWith('/assets/') ? FOR_EVER : 'no-cache')
    const isPage = extname(path) === '' && !/^\/(?:board|assets)(?:\/|$)/.test(path)
    if (!isPage) return problem(c, 'not-found')
    if (!index) return problem(c, 'not-built')
    const lang = c.req.header('Accept-Language')?.startsWith('ar') ? 'ar' : 'fr'
    if (wordsOf[lang] !== '') c.header('Link', wordsOf[lang])
    return sendEncoded(c, index, 'no-cache')
  })
}

/** The first screen's words, named with the page: the script would ask for them a round trip later (600 ms on 2G). */
const wordsAhead = (files: ReadonlyMap<string, EncodedBody>, lang: 'fr' | 'ar'): string =>
  [...files.keys()]
    .filter((path) => path.startsWith(`/assets/words-shell-${lang}-`) || path.startsWith('/assets/cardinals-'))
    .map((path) => `<${path}>; rel=modulepreload`)
    .join(', ')

const readFolder = (dir: string): ReadonlyMap<string, EncodedBody> => {
  if (!existsSync(dir)) return new Map()
  const paths = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    // The build's own notes (.vite/) are nobody's business.
    .filter((path) => !relative(dir, path).startsWith('.'))
  const compressed = new Set(paths.filter((path) => /\.(?:br|gz)$/.test(path)))
  const read = (path: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(path))
  return new Map(
    paths
      .filter((path) => !compressed.has(path))
      .map((path) => {
        const ready = {
          ...(compressed.has(`${path}.br`) ? { br: read(`${path}.br`) } : {}),
          ...(compressed.has(`${path}.gz`) ? { gzip: read(`${path}.gz`) } : {}),
        }
        const type = types[extname(path)] ?? 'application/octet-stream'
        return [`/${relative(dir, path).split(sep).join('/')}`, encodedBody(read(path), type, ready)] as const
      }),
  )
}
