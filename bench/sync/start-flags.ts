// What `npm start` gives to Node: a server that is measured runs as it ships.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export const startFlags = (root: string): readonly string[] => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { start: string } }
  return scripts.start.split(' ').filter((word) => word.startsWith('--'))
}
