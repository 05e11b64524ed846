// The server gives the policy of a page to what is built as a worker, and knows it by its name.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const pwa = fileURLToPath(new URL('../pwa/', import.meta.url))
const sources = readdirSync(pwa, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file))

test('every worker is in a file that says so', () => {
  const started = sources.flatMap((file) =>
    [...readFileSync(pwa + file, 'utf8').matchAll(/new (?:Shared)?Worker\(\s*([^)]*)/g)].map(([, what = '']) => what),
  )
  expect(started.length).toBeGreaterThan(1)
  for (const what of started) expect(what).toMatch(/worker/)
})
