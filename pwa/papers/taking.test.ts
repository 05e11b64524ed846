import { describe, expect, test } from 'vitest'
import type { PaperProblem } from '../../shared/paper-image/problem.ts'
import { err, ok, type Result } from '../../shared/text/result.ts'
import type { Made, MadePage, PageWish } from './made-page.ts'
import { createTaking, type TakingDeps } from './taking.ts'

const pageNamed = (hash: string): MadePage => {
  const picture = { bytes: new Uint8Array(3), mediaType: 'image/webp', width: 9, height: 9, hash } as const
  return { ...picture, thumb: { ...picture, hash: `${hash}-thumb` } }
}
const madeOf = (hash: string): Result<Made, PaperProblem> =>
  ok({ page: pageNamed(hash), doubts: [], isStraightened: true })
const file = (name: string): Blob => new Blob([name])
const frame = { close: () => undefined } as ImageBitmap

/** A maker that names its pages one after the other, and writes down what it was asked. */
const setting = (given: Partial<TakingDeps> = {}, mostPages = 4) => {
  const wishes: PageWish[] = []
  const kept: string[] = []
  let made = 0
  let closed = 0
  const make = async (_: unknown, wish: PageWish) => {
    wishes.push(wish)
    return madeOf(`page ${++made}`)
  }
  const deps: TakingDeps = {
    maker: { make, again: (wish) => make(null, wish) },
    kindOf: async (one) => ((await one.text()).startsWith('pdf') ? 'pdf' : 'jpeg'),
    openPdf: async (one, most) => {
      const pages = Number((await one.text()).slice(3))
      return pages > most
        ? err('too-many-pages')
        : ok({ pages, draw: async () => ok(frame), close: () => void (closed += 1) })
    },
    keep: async ({ hash }) => {
      kept.push(hash)
      return true
    },
    ...given,
  }
  return { taking: createTaking(deps, 'grey', mostPages), wishes, kept, closed: () => closed }
}

describe('pages of a paper', () => {
  test('a photograph is shown, and kept only when somebody could read it', async () => {
    const { taking, wishes, kept } = setting()
    await taking.photograph(frame)
    expect(taking.phase.value).toMatchObject({ at: 'judging', canStraighten: true })
    expect(wishes).toEqual([{ look: 'grey', straighten: true, quarters: 0 }])
    expect(kept).toEqual([])
    await taking.sayReadable()
    expect(kept).toEqual(['page 1'])
    expect(taking.phase.value).toEqual({ at: 'kept' })
    taking.more()
    expect(taking.phase.value).toEqual({ at: 'aiming' })
  })

  test('one that cannot be read is forgotten, and taken again', async () => {
    const { taking, kept } = setting()
    await taking.photograph(frame)
    await taking.sayUnreadable()
    expect(taking.phase.value).toEqual({ at: 'aiming' })
    expect(kept).toEqual([])
  })

  test('a page is turned, and taken whole, from the same photograph', async () => {
    const { taking, wishes } = setting()
    await taking.photograph(frame)
    await taking.turn()
    await taking.cut(false)
    await taking.turn()
    expect(wishes.slice(1)).toEqual([
      { look: 'grey', straighten: true, quarters: 1 },
      { look: 'grey', straighten: false, quarters: 1 },
      { look: 'grey', straighten: false, quarters: 2 },
    ])
  })

  test('what could not be kept is said, and may be tried again', async () => {
    let tries = 0
    const { taking } = setting({ keep: async () => ++tries > 1 })
    await taking.photograph(frame)
    await taking.sayReadable()
    expect([taking.phase.value.at, taking.keepFailed.value, taking.kept.value.length]).toEqual(['judging', true, 0])
    await taking.sayReadable()
    expect([taking.phase.value.at, taking.keepFailed.value, taking.kept.value.length]).toEqual(['kept', false, 1])
  })

  test('a write that throws counts as not kept', async () => {
    const { taking } = setting({ keep: () => Promise.reject(new Error('disk')) })
    await taking.photograph(frame)
    await taking.sayReadable()
    expect([taking.phase.value.at, taking.keepFailed.value]).toEqual(['judging', true])
  })

  test('pages of a PDF come one after the other, none is cut, one may be passed over, and the file is closed', async () => {
    const { taking, wishes, kept, closed } = setting()
    await taking.choose([file('pdf3')])
    expect(taking.waiting.value).toBe(2)
    expect(wishes[0]?.straighten).toBe(false)
    await taking.sayReadable()
    await taking.sayUnreadable()
    expect(taking.phase.value.at).toBe('judging')
    expect(closed()).toBe(0)
    await taking.sayReadable()
    expect(kept).toEqual(['page 1', 'page 3'])
    expect(taking.phase.value).toEqual({ at: 'kept' })
    expect(closed()).toBe(1)
  })

  test('several files are taken in their order; more than there may be are refused together', async () => {
    const { taking, kept } = setting({}, 3)
    await taking.choose([file('a'), file('pdf3')])
    expect([taking.phase.value.at, taking.problem.value]).toEqual(['aiming', 'too-many-pages'])
    await taking.choose([file('pdf4')])
    expect(taking.problem.value).toBe('too-many-pages')
    await taking.choose([file('a'), file('b')])
    expect(taking.problem.value).toBeNull()
    await taking.sayReadable()
    await taking.sayReadable()
    expect(kept).toEqual(['page 1', 'page 2'])
  })

  test('a file that hurts is said, and the pages before it stay kept', async () => {
    let made = 0
    const make = async (): Promise<Result<Made, PaperProblem>> =>
      ++made === 2 ? err('broken') : madeOf(`page ${made}`)
    const { taking, kept } = setting({ maker: { make, again: make } })
    await taking.choose([file('a'), file('bad'), file('c')])
    await taking.sayReadable()
    expect([taking.phase.value.at, taking.problem.value, taking.waiting.value]).toEqual(['aiming', 'broken', 0])
    expect(kept).toEqual(['page 1'])
    await taking.photograph(frame)
    expect(taking.problem.value).toBeNull()
  })

  test('no more pages are taken than there may be', async () => {
    const { taking } = setting({}, 1)
    await taking.photograph(frame)
    await taking.sayReadable()
    taking.more()
    expect(taking.phase.value).toEqual({ at: 'kept' })
  })

  test('two taps on the shutter are one photograph', async () => {
    const { taking, wishes } = setting()
    await Promise.all([taking.photograph(frame), taking.photograph(frame)])
    expect(wishes).toHaveLength(1)
  })

  test('what was on its way when the screen went is dropped, and the file is closed', async () => {
    let finish: (made: Result<Made, PaperProblem>) => void = () => undefined
    const make = () => new Promise<Result<Made, PaperProblem>>((done) => (finish = done))
    const { taking, closed } = setting({ maker: { make, again: make } })
    const chosen = taking.choose([file('pdf2')])
    await new Promise((done) => setTimeout(done))
    taking.close()
    finish(madeOf('late'))
    await chosen
    expect(taking.phase.value).toEqual({ at: 'working' })
    expect(closed()).toBe(1)
  })
})
