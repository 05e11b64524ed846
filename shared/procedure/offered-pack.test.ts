import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readOfferedPack } from './offered-pack.ts'

const read = async (id: string): Promise<Record<string, unknown>> =>
  JSON.parse(await readFile(join(import.meta.dirname, `../../procedures/${id}.json`), 'utf8')) as Record<
    string,
    unknown
  >

test.each(['xx.road-report', 'ma.birth-record-extract', 'ma.residence-certificate-local'])(
  'a device reads %s as it was shipped, unchanged',
  async (id) => {
    const pack = await read(id)
    expect(readOfferedPack(structuredClone(pack))).toEqual(pack)
  },
)

test('what this version of the app does not know is refused whole, never half understood', async () => {
  const pack = await read('xx.road-report')
  const form = pack['form'] as { survey: Record<string, unknown>[] }
  const withRow = (more: object) => ({
    ...pack,
    form: { ...form, survey: [{ ...form.survey[0], ...more }, ...form.survey.slice(1)] },
  })
  expect(readOfferedPack(withRow({}))).not.toBeNull()
  expect(readOfferedPack(withRow({ type: 'hologram' }))).toBeNull()
  expect(readOfferedPack(withRow({ shown_when: 'true()' }))).toBeNull()
  expect(readOfferedPack(withRow({ relevant: 'pulldata(${x})' }))).toBeNull()
  expect(readOfferedPack({ ...pack, schema: 'pack/2' })).toBeNull()
  expect(readOfferedPack(null)).toBeNull()
})
