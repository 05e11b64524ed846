// The last words of a command: one sentence for what can be mended, the whole story for a bug.
import { expect, test } from 'vitest'
import { lastWords } from './stop-with.ts'

const refused = (code: string, more: object): Error => Object.assign(new Error(`${code}: refused`), { code, ...more })

test('a place that the account may not write is one sentence with the next step', () => {
  for (const cause of [
    refused('EACCES', { path: 'registre.md' }),
    refused('EROFS', { path: 'a', dest: 'registre.md' }),
  ])
    expect(lastWords(cause)).toMatch(/^« registre\.md » ne peut pas .*\/tmp.*PACKS_DIR.*\.$/)
})

test('another failure is a bug, and is told whole', () => {
  expect(lastWords(refused('ENOENT', { path: 'x' }))).toContain('stop-with.test.ts')
  expect(lastWords(refused('EACCES', {}))).toContain('stop-with.test.ts')
})
