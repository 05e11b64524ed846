import { describe, expect, test } from 'vitest'
import { loadPacks } from '../../scripts/packs-check.ts'
import { join } from 'node:path'
import type { ProcedurePack } from '../procedure/pack.ts'
import { packPrompts, parseCatalogue, promptsOf } from './catalogue.ts'

const { packs } = await loadPacks(join(import.meta.dirname, '../../procedures'))
const shipped = packs.find(({ id }) => id === 'ma.residence-certificate-local')
if (shipped === undefined) throw new Error('the residence certificate is shipped')
const pack: ProcedurePack = shipped
const none = { app: {}, appTexts: {}, figures: {}, packs: {} }

describe('a catalogue file', () => {
  test('is parsed, with whatever varieties people gave', () => {
    const rows = { 'app.yes': { say: { fr: 'Oui', ar: 'نَعَمْ', shi: 'ⵢⴰⵀ' }, picture: 'yes' } }
    expect(parseCatalogue(rows)).toEqual({ ok: true, value: rows })
  })

  test.each([
    ['a voice that does not exist', { 'app.yes': { say: { en: 'Yes' } } }, 'app.yes'],
    ['an empty script', { 'app.yes': { say: { fr: ' ' } } }, 'app.yes'],
    ['an id that cannot be a file', { 'app/yes': { say: { fr: 'Oui' } } }, 'app/yes'],
    ['a row of something else', { 'app.yes': { says: {} } }, 'app.yes'],
  ])('with %s is refused, and the row is named', (_, rows, id) => {
    const parsed = parseCatalogue(rows)
    expect(parsed.ok).toBe(false)
    expect(!parsed.ok && parsed.error.every((mistake) => mistake.startsWith(id))).toBe(true)
  })
})

describe('what of a pack is said', () => {
  const prompts = packPrompts(pack, {})
  const ids = prompts.map(({ id }) => id)

  test('is its name, its papers, its questions, their choices and its reasons, each once', () => {
    expect(ids).toContain(`${pack.id}.name`)
    expect(ids).toContain(`${pack.id}.paper.photo`)
    expect(ids).toContain(`${pack.id}.row.purpose`)
    expect(ids).toContain(`${pack.id}.choice.purpose.school`)
    expect(ids).toContain(`${pack.id}.reason.other-caidat`)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('has the text and the picture of the pack, and no script until somebody wrote one', () => {
    const school = prompts.find(({ id }) => id.endsWith('.choice.purpose.school'))
    const choice = pack.form.choices['purpose']?.find(({ name }) => name === 'school')
    expect(school).toMatchObject({ text: choice?.label, picture: choice?.pictogram, say: {}, group: pack.id })
  })

  test('leaves out what is computed, and hints nobody says: they are for the helper who types', () => {
    const asked = packPrompts(
      {
        ...pack,
        form: {
          ...pack.form,
          survey: [{ type: 'calculate', name: 'age', label: { fr: 'Âge', ar: 'العمر' } }, ...pack.form.survey],
        },
      },
      { [`${pack.id}.row.proof.hint`]: { say: { fr: 'Un seul suffit.' } } },
    ).map(({ id }) => id)
    expect(asked.some((id) => id.endsWith('.row.age'))).toBe(false)
    expect(asked.filter((id) => id.endsWith('.hint'))).toEqual([`${pack.id}.row.proof.hint`])
  })
})

describe('every prompt', () => {
  test('of the app has its text from the messages, even before anybody wrote what is said', () => {
    expect(promptsOf({ ...none, appTexts: { 'app.new': { fr: 'Neuf', ar: 'جديد' } } }, [])).toEqual([
      { id: 'app.new', text: { fr: 'Neuf', ar: 'جديد' }, say: {}, picture: null, group: 'app' },
    ])
  })

  test('comes in the order people meet it: the app, the procedures, the figures', () => {
    const all = promptsOf(
      {
        ...none,
        appTexts: { 'app.yes': { fr: 'Oui', ar: 'نعم' } },
        figures: { 'n.1': { say: { fr: 'un' }, text: { fr: '1', ar: '1' } } },
      },
      [pack],
    )
    expect([...new Set(all.map(({ group }) => group))]).toEqual(['app', pack.id, 'figures'])
  })
})
