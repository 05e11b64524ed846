// The order of the layers stands at the head of every stylesheet. Files of rooms and parts are linked in whatever order
// the chunks came out, and the first one to name a layer decides where it stands.
import type { Plugin } from 'vite'

export const layersPlugin = (order: string): Plugin => ({
  name: 'layers',
  apply: 'build',
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle))
      if (file.type === 'asset' && file.fileName.endsWith('.css'))
        file.source = `@layer ${order};${textOf(file.source)}`
  },
})

const textOf = (source: string | Uint8Array): string =>
  typeof source === 'string' ? source : new TextDecoder().decode(source)
