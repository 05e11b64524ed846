// Puts the install icons under /icons/, the fixed names the manifest and the home screen ask for.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

export function installIconsPlugin(folder: string): Plugin {
  return {
    name: 'morchid-install-icons',
    apply: 'build',
    generateBundle() {
      for (const name of readdirSync(folder).filter((file) => file.endsWith('.png'))) {
        this.emitFile({ type: 'asset', fileName: `icons/${name}`, source: readFileSync(join(folder, name)) })
      }
    },
  }
}
