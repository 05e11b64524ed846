// Puts the voices of `voices/` into the build, as packs a device fetches only when it is asked to: parts under their
// hash, one index a voice and format under a name that stays, and `virtual:voices`, the list of what there is.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { clipFormats, indexPath, tourIds, voiceIds } from '../pwa/voice/pack-index.ts'
import type { ClipFormat, OfferedVoice } from '../pwa/voice/pack-index.ts'
import { packOf } from './voice-packs.ts'

const module = 'virtual:voices'

interface BuiltVoices {
  readonly offered: readonly OfferedVoice[]
  readonly files: ReadonlyMap<string, Uint8Array>
}

export function voicesPlugin(folder: string): Plugin {
  let built: BuiltVoices | null = null
  const voices = (): BuiltVoices => (built ??= buildVoices(folder))
  return {
    name: 'morchid-voices',
    buildStart() {
      built = null
    },
    resolveId(id) {
      return id === module ? `\0${module}` : null
    },
    load(id) {
      return id === `\0${module}` ? `export default ${JSON.stringify(voices().offered)}` : null
    },
    generateBundle() {
      for (const [fileName, source] of voices().files) this.emitFile({ type: 'asset', fileName, source })
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = new URL(request.url ?? '/', 'http://localhost').pathname.slice(1)
        const file = voices().files.get(path)
        if (file === undefined) return next()
        response.setHeader('Content-Type', path.endsWith('.json') ? 'application/json' : 'application/octet-stream')
        response.end(file)
      })
    },
  }
}

function buildVoices(folder: string): BuiltVoices {
  const files = new Map<string, Uint8Array>()
  const offered: OfferedVoice[] = []
  for (const voice of voiceIds) {
    const own = join(folder, voice)
    if (!existsSync(own)) continue
    const bytes = { webm: 0, mp3: 0 }
    let count = 0
    for (const format of clipFormats) {
      const pack = packOf(`${voice}-${format}`, clipsIn(own, format))
      for (const [name, content] of pack.files) files.set(name, content)
      files.set(indexPath(voice, format).slice(1), Buffer.from(JSON.stringify(pack.index)))
      bytes[format] = pack.index.parts.reduce((sum, part) => sum + part.bytes, 0)
      count = Object.keys(pack.index.clips).length
    }
    // Only a voice made from scripts has a list of what was made.
    offered.push({ voice, synthetic: existsSync(join(own, 'index.json')), clips: count, bytes })
  }
  for (const tour of tourIds)
    for (const format of clipFormats) {
      const pack = packOf(`${tour}-${format}`, clipsIn(join(folder, tour.replace('-', '/')), format))
      for (const [name, content] of pack.files) files.set(name, content)
      files.set(indexPath(tour, format).slice(1), Buffer.from(JSON.stringify(pack.index)))
    }
  return { offered, files }
}

function clipsIn(folder: string, format: ClipFormat): { id: string; bytes: Uint8Array }[] {
  const end = `.${format}`
  return readdirSync(folder)
    .filter((name) => name.endsWith(end))
    .map((name) => ({ id: name.slice(0, -end.length), bytes: readFileSync(join(folder, name)) }))
}
