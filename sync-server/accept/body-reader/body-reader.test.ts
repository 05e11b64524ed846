import { writeFileSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { toBase64UrlEncoded } from 'lib0/buffer'
import { afterEach, describe, expect, test } from 'vitest'
import { encodeEntries } from '../../../shared/sync/body.ts'
import { merkleRoot } from '../../../shared/sync/merkle.ts'
import type { Entry } from '../../../shared/sync/ports.ts'
import type { BodyHeader } from '../../../shared/sync/server-ports.ts'
import { readBody } from '../../../shared/sync/read-body.ts'
import { withIds } from '../../../shared/sync/witness.ts'
import { createBodyReader, type BodyReader } from './body-reader.ts'

const id = fc.uint8Array({ minLength: 16, maxLength: 16 }).map(toBase64UrlEncoded)
const entry: fc.Arbitrary<Entry> = fc.record({
  dossier: id,
  kind: fc.constantFrom('draft', 'act'),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 2000 }),
})
/** Big enough to be worth a thread, most of the time. */
const entries = fc.array(entry, { minLength: 1, maxLength: 20 })
const sitting = { device: 'AAAAAAAAAAAAAAAAAAAAAA', incarnation: 'BBBBBBBBBBBBBBBBBBBBBA' }

const cut = (given: readonly Entry[]): { opened: Uint8Array; header: BodyHeader } => ({
  opened: encodeEntries(given, 1),
  header: { ...sitting, count: given.length, root: merkleRoot(withIds(given).map((one) => one.id)) },
})

const open: BodyReader[] = []
const reader = (entry?: URL): BodyReader => {
  const one = createBodyReader(entry)
  open.push(one)
  return one
}
afterEach(() => {
  for (const one of open.splice(0)) one.close()
})

const threadThat = (does: string): URL => {
  const file = join(mkdtempSync(join(tmpdir(), 'morchid-thread-')), 'thread.mjs')
  writeFileSync(file, does)
  return pathToFileURL(file)
}

describe('the reading thread', () => {
  // Starting a thread takes seconds on a busy machine.
  test(
    'rule 2: gives the same entries as reading here, whatever the order of the answers',
    { timeout: 60_000 },
    async () => {
      const one = reader()
      await fc.assert(
        fc.asyncProperty(fc.array(entries, { minLength: 1, maxLength: 4 }), async (bodies) => {
          const asked = bodies.map(cut)
          const got = await Promise.all(asked.map(({ opened, header }) => one.readBody(opened, header)))
          expect(got).toEqual(asked.map(({ opened, header }) => readBody(opened, header)))
        }),
        { numRuns: 30 },
      )
    },
  )

  test('rule 2: a body that is not what its header says is nothing', { timeout: 60_000 }, async () => {
    const { opened, header } = cut([{ dossier: sitting.device, kind: 'act', bytes: new Uint8Array(5000) }])
    expect(await reader().readBody(opened, header)).toHaveLength(1)
    expect(await reader().readBody(opened, { ...header, count: 2 })).toBeNull()
    expect(await reader().readBody(opened, { ...header, root: 'x'.repeat(43) })).toBeNull()
    expect(await reader().readBody(new Uint8Array(6000), header)).toBeNull()
  })

  test(
    'what a thread that ends was asked is read here, and the next question starts another',
    { timeout: 60_000 },
    async () => {
      const one = reader(
        threadThat(
          "import { parentPort } from 'node:worker_threads'; parentPort.once('message', () => process.exit(1))",
        ),
      )
      const { opened, header } = cut([{ dossier: sitting.device, kind: 'draft', bytes: new Uint8Array(5000) }])
      const both = await Promise.all([one.readBody(opened, header), one.readBody(opened, header)])
      expect([...both, await one.readBody(opened, header)].map((entries) => entries?.length)).toEqual([1, 1, 1])
    },
  )

  test('so is what a thread that cannot start was asked', { timeout: 60_000 }, async () => {
    const { opened, header } = cut([{ dossier: sitting.device, kind: 'draft', bytes: new Uint8Array(5000) }])
    expect(await reader(threadThat('throw new Error()')).readBody(opened, header)).toHaveLength(1)
  })
})
