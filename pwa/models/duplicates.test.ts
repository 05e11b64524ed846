import { describe, expect, test } from 'vitest'
import type { Answers } from '../../shared/form/form.ts'
import { findDuplicates } from './duplicates.ts'
import type { Summary } from './summary.ts'

const line = (id: string, over: Partial<Summary> = {}): Summary => ({
  id,
  procedure: 'ma.residence-certificate-local@1.1.0',
  reference: null,
  title: 'الحسين أمغار · Lhoucine Amghar',
  state: 'filed',
  public: 'received',
  provisional: false,
  kept: false,
  point: 'epn-a',
  circulation: [],
  openedBy: 'fatima',
  openedAt: '2026-08-20T10:00:00Z',
  submittedAt: '2026-08-20T10:00:00Z',
  updatedAt: '2026-08-20T10:00:00Z',
  claimedBy: null,
  missing: [],
  held: 0,
  conflict: false,
  ...over,
})

interface Case {
  readonly list: readonly Summary[]
  readonly answers?: Readonly<Record<string, Answers>>
  readonly pack?: Parameters<typeof findDuplicates>[0]['pack']
  readonly isOver?: () => boolean
}
const read: string[] = []
const find = async ({ list, answers = {}, pack = {}, isOver = () => false }: Case) => {
  read.length = 0
  const [self] = list
  if (!self) throw new Error('no dossier')
  const found = await findDuplicates({
    self,
    answers: answers[self.id] ?? {},
    pack,
    list,
    answersOf: async (id) => {
      read.push(id)
      return answers[id] ?? {}
    },
    pause: async () => undefined,
    isOver,
  })
  return found.map(({ summary, by }) => [summary.id, by])
}

describe('dossiers that look like this one', () => {
  test('are those of the same name in either script, for the same procedure in any version', async () => {
    const list = [
      line('self'),
      line('same', { title: 'الحسين أمغار · L. Amghar', procedure: 'ma.residence-certificate-local@1.0.0' }),
      line('other-paper', { procedure: 'ma.birth-record-extract@1.1.0' }),
      line('other-name', { title: 'فاطمة أيت · Fatima Ait' }),
      line('gone', { public: 'withdrawn' }),
      line('never-filed', { submittedAt: null }),
    ]
    expect(await find({ list })).toEqual([['same', 'name']])
    expect(read).toEqual([])
  })

  test('are those of the same telephone', async () => {
    const list = [line('self', { phone: '612345678' }), line('b', { title: 'سعيد · Said', phone: '612345678' })]
    expect(await find({ list })).toEqual([['b', 'phone']])
  })

  test('a name that only sounds alike is one with the same card, and only then', async () => {
    const list = [
      line('self', { title: 'Lhoucine Amghar' }),
      line('same-card', { title: 'Elhoussine Amghar' }),
      line('other-card', { title: 'Lahcen Amghar' }),
    ]
    const answers = {
      self: { card_number: 'EE 123456' },
      'same-card': { card_number: 'ee123456' },
      'other-card': { card_number: 'EE654321' },
    }
    expect(await find({ list, answers })).toEqual([['same-card', 'card']])
  })

  test('of roads are those of the same trouble near by, as long as nobody has mended it', async () => {
    const open311 = {
      service_code: 'code',
      lat_long: 'position',
      address_string: ['douar'],
      attribute: [],
      status: {},
    }
    const road = { procedure: 'xx.road-report@1.1.0', title: 'Trou / حفرة · Imskar' }
    const here = { code: 'hole', position: { lat: 31.25, lon: -7.98 } }
    const list = [
      line('self', road),
      line('near', { ...road, title: 'Trou / حفرة · ailleurs' }),
      line('far', road),
      line('mended', { ...road, public: 'handed-over' }),
      line('tree', { ...road, title: 'Arbre / شجرة · Imskar' }),
    ]
    const answers = {
      self: here,
      near: { code: 'hole', position: { lat: 31.2503, lon: -7.98 } },
      far: { code: 'hole', position: { lat: 31.26, lon: -7.98 } },
      mended: here,
    }
    expect(await find({ list, answers, pack: { extensions: { open311 } } })).toEqual([['near', 'place']])
    expect(read).toEqual(['near', 'far'])
  })

  test('a search whose screen is gone ends, and says nothing', async () => {
    expect(await find({ list: [line('self'), line('same')], isOver: () => true })).toEqual([])
  })
})
