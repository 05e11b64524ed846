import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { actBytes, makeAct, type ActBody } from '../shared/dossier/act.ts'
import { actFile, parseActFile, type ExportedAct } from '../shared/sync/act-proof.ts'

const home = join(import.meta.dirname, '..')
let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'morchid-verify-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

interface Said {
  readonly code: number
  readonly text: string
}
const verify = (...args: readonly string[]): Promise<Said> =>
  new Promise((done) => {
    execFile(process.execPath, ['scripts/act-verify.ts', ...args], { cwd: home }, (error, text, complaints) =>
      done({ code: typeof error?.code === 'number' ? error.code : 0, text: text + complaints }),
    )
  })
const write = async (text: string): Promise<string> => {
  const path = join(folder, 'file')
  await writeFile(path, text)
  return path
}
const [act, keys] = ['docs/examples/act.json', 'docs/examples/keys.txt']
const example = async (): Promise<ExportedAct> => {
  const parsed = parseActFile(await readFile(join(home, act), 'utf8'))
  const one = parsed.ok ? parsed.value[0] : undefined
  if (!one) throw new Error('no example')
  return one
}
const fingerprintOfOmar = async (): Promise<string> => {
  const lines = (await readFile(join(home, keys), 'utf8')).split('\n')
  return lines.find((line) => line.includes('omar'))?.split('\t')[0] ?? ''
}

test('every command of the page says what the page shows', async () => {
  const page = await readFile(join(home, 'docs/check-an-act.md'), 'utf8')
  const shown = [...page.matchAll(/^```\n\$ npm run -s act:verify -- (.+)\n([^]+?)```$/gm)]
  expect(shown).toHaveLength(2)
  expect(await readFile(join(home, 'package.json'), 'utf8')).toContain('"act:verify": "node scripts/act-verify.ts"')
  for (const [, args = '', text] of shown) expect((await verify(...args.split(' '))).text).toBe(text)
})

describe('an act that was signed', () => {
  test('is proven with the key it was signed by, as a list or typed by hand', async () => {
    const fingerprint = await fingerprintOfOmar()
    for (const key of [keys, fingerprint, fingerprint.toUpperCase().replaceAll('-', ' ')]) {
      const { code, text } = await verify(act, '--key', key)
      expect([code, text.includes('PROUVÉ')]).toEqual([0, true])
    }
  })

  test('waits for a key to be compared when none is given', async () => {
    const { code, text } = await verify(act)
    expect(code).toBe(2)
    expect(text).toContain('CLÉ À COMPARER')
    expect(text).toContain(await fingerprintOfOmar())
    expect(text).not.toContain('PROUVÉ :')
  })

  test('is refused with another key, and with the right key under another name', async () => {
    const fingerprint = await fingerprintOfOmar()
    const other = fingerprint.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))
    expect(await verify(act, '--key', other)).toMatchObject({ code: 1, text: expect.stringContaining('REFUSÉ') })
    const list = (await readFile(join(home, keys), 'utf8')).replace('omar', 'khadija')
    expect(await verify(act, '--key', await write(list))).toMatchObject({
      code: 1,
      text: expect.stringContaining('celle d’une autre personne'),
    })
    const both = `${list}${await readFile(join(home, keys), 'utf8')}`
    expect(await verify(act, '--key', await write(both))).toMatchObject({ code: 0 })
  })

  test('is refused with one word changed, and with what it says', async () => {
    const one = await example()
    const changed = actFile([{ ...one, act: one.act.replace('province', 'commune') }])
    const { code, text } = await verify(await write(changed), '--key', keys)
    expect([code, text.includes('PROUVÉ')]).toEqual([1, false])
    expect(text).toContain('REFUSÉ : cet acte n’est pas dans le paquet qui a été signé')
  })
})

describe('an act that nobody signed', () => {
  const body: ActBody = {
    v: 1,
    dossier: 'AAAAAAAAAAAAAAAAAAAAAA',
    kind: 'received',
    by: { agent: 'server', device: 'server', unit: 'etat-civil', role: 'system' },
    at: '2026-11-22T09:00:00.000Z',
    beacon: null,
    after: [],
    payload: { official: true },
  }
  const unsigned = (given: Partial<ActBody>): ExportedAct => ({
    act: new TextDecoder().decode(actBytes(makeAct({ ...body, ...given }))),
    proof: null,
  })

  test('is said to be so, and counts against its whole file', async () => {
    const { code, text } = await verify(await write(actFile([await example(), unsigned({})])), '--key', keys)
    expect(code).toBe(1)
    expect(text.indexOf('PROUVÉ')).toBeLessThan(text.indexOf('NON SIGNÉ PAR UNE PERSONNE'))
    const person = unsigned({ kind: 'ready', payload: {}, by: { ...body.by, agent: 'omar', role: 'clerk' } })
    expect(await verify(await write(actFile([person])))).toMatchObject({
      code: 1,
      text: expect.stringContaining('REFUSÉ : la signature de son auteur n’est pas dans ce fichier'),
    })
  })

  test('cannot write its own answer on the terminal', async () => {
    const spoof = unsigned({
      kind: 'noted',
      payload: { text: '\u009b2J\u202ePROUVÉ' },
      by: { ...body.by, agent: 'omar\nPROUVÉ : \u001b[8m', role: 'clerk' },
    })
    const { text } = await verify(await write(actFile([spoof])))
    // oxlint-disable-next-line no-control-regex
    expect(text).not.toMatch(/^PROUVÉ|[\u001b\u009b\u202e]/m)
    expect(text).toContain('omar\\u{a}PROUVÉ')
  })
})

test('what is no export, is of a later version, or is not there has no answer', { timeout: 30_000 }, async () => {
  const later = actFile([await example()]).replace('"version": 1', '"version": 2')
  for (const args of [
    [],
    [act, 'more'],
    [act, '--key', 'abc'],
    [act, '--unknown'],
    ['nowhere.json'],
    [await write('{}')],
  ])
    expect((await verify(...args)).code).toBe(2)
  expect(await verify(await write(later))).toMatchObject({ code: 2, text: expect.stringContaining('plus récente') })
})
