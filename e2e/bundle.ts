// A module as one script, for a page that has nothing of the app.
import { build } from 'vite'

export const bundleOf = async (entry: string): Promise<string> => {
  const output = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, lib: { entry, formats: ['iife'], name: 'page', fileName: 'page' } },
  })
  const [built] = [output].flat()
  const chunk = built && 'output' in built ? built.output[0] : null
  if (!chunk) throw new Error('nothing was built')
  return chunk.code
}
