// docs/security.md promises nothing that no test stands behind: each file and each title it names must exist.
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const root = new URL('..', import.meta.url)
const doc = readFileSync(new URL('docs/security.md', root), 'utf8')

/** `file.test.ts` “title”, the title left out where the whole file is meant. */
const named = [
  ...doc.matchAll(
    /`((?:bench|e2e|pwa|scripts|shared|sync-server)\/[\w./-]+\.(?:test|e2e|sim|fault)\.ts)`(?: “([^”]+)”)?/g,
  ),
].map(([, file = '', title]) => ({ file, title }))

test('every test that docs/security.md names exists, by file and by title', () => {
  const missing = named.filter(({ file, title }) => {
    const path = new URL(file, root)
    return !existsSync(path) || (title !== undefined && !readFileSync(path, 'utf8').includes(title))
  })
  expect(missing).toEqual([])
  expect(named.length).toBeGreaterThan(60)
})

test('the three promises have a test each, and so has what a locked device gives away', () => {
  for (const promise of ['P1', 'P2', 'P5']) {
    const text = doc.split(`**${promise}. `)[1]?.split('\n\n')[0] ?? ''
    expect(text).toMatch(/`[\w/.-]+\.(?:test|e2e|sim|fault)\.ts`/)
  }
})

test('every row of the ASVS table has a state, and a reason where it is not simply met', () => {
  const rows = [...doc.matchAll(/^\| (\d+\.\d+\.\d+\S*(?:, \d\S+)*) \| ([^|]+) \| ([^|]+) \| ([^|]*) \|$/gm)]
  expect(rows.length).toBeGreaterThan(100)
  for (const [row, , , state = '', reason = ''] of rows) {
    expect(['yes', 'in part', 'no', 'operator', 'n/a', 'exception'], row).toContain(state.trim())
    if (['in part', 'no', 'exception'].includes(state.trim())) expect(reason.trim().length, row).toBeGreaterThan(10)
  }
})
