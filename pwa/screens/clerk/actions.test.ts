import { describe, expect, test } from 'vitest'
import { actKinds } from '../../../shared/procedure/workflow.ts'
import { actionsNow } from './actions.ts'
import { samplePack } from './samples.ts'

const now = {
  pack: samplePack,
  state: 'received',
  role: 'clerk' as const,
  mayAct: actKinds,
  isMine: false,
  isSuspended: false,
  isClosed: false,
  made: [] as readonly string[],
  isContested: false,
  isPaperThere: false,
  isAsked: false,
  isVisitOpen: false,
  shutBy: () => null,
}
const aside = ['opinion-requested', 'visit-ordered', 'transferred', 'corrected', 'noted', 'retention-released']
const ids = (over: Partial<Parameters<typeof actionsNow>[0]>) => actionsNow({ ...now, ...over }).map(({ id }) => id)

describe('the actions of a clerk', () => {
  test('are those of the pack in this state, then what is always possible', () => {
    expect(ids({})).toEqual(['claimed', 'decided:accepted', 'decided:refused', 'piece-requested', ...aside])
    expect(ids({ state: 'accepted' })).toEqual(['claimed', 'ready', ...aside])
  })

  test('offer to let go of what is mine, on the same key', () => {
    const [first] = actionsNow({ ...now, isMine: true })
    expect(first).toMatchObject({ id: 'claimed:release', shortcut: 'C' })
  })

  test('never offer what the rules would refuse', () => {
    expect(ids({ mayAct: ['claimed', 'decided'] })).toEqual(['claimed', 'decided:accepted', 'decided:refused'])
    expect(ids({ mayAct: [] })).toEqual([])
  })

  test('a suspended dossier can only be settled, corrected and noted', () => {
    expect(ids({ isSuspended: true, isContested: true })).toEqual(['settled', 'corrected', 'noted'])
  })

  test('without its pack a dossier cannot be decided', () => {
    expect(ids({ pack: null })).toEqual(['claimed', ...aside])
  })

  test('an opinion is given by who was asked, a visit told by where one was ordered', () => {
    expect(ids({ isAsked: true })).toContain('opinion-given')
    expect(ids({ isVisitOpen: true })).toContain('visited')
    expect(ids({ isVisitOpen: true })).not.toContain('visit-ordered')
  })

  test('what can be done once in a dossier’s life stays in sight, shut, with why', () => {
    const again = actionsNow({ ...now, made: ['ask'], mayAct: ['noted'] })
    expect(again.map(({ id, shut }) => [id, shut])).toEqual([
      ['piece-requested', 'once'],
      ['noted', null],
    ])
  })

  test('what the procedure forbids here and now is shut with the procedure’s own words', () => {
    const why = { fr: 'Pas hors ligne', ar: 'ليس دون اتصال' }
    const shut = actionsNow({ ...now, shutBy: (_kind, { outcome }) => (outcome === 'accepted' ? why : null) })
    expect(shut.filter((action) => action.shut !== null).map(({ id }) => id)).toEqual(['decided:accepted'])
    expect(shut.find(({ id }) => id === 'decided:accepted')?.shut).toBe(why)
  })

  test('a paper is issued only where the procedure has one to print', () => {
    const words = { fr: '', ar: '' }
    const template = { title: words, paragraphs: [words], signedBy: words, nameRows: [] }
    const output = { id: 'paper', name: words, type: 'certificate', template } as const
    const pack = { ...samplePack, service: { ...samplePack.service, produces: [output] } }
    expect(ids({ pack })).toContain('issued')
    expect(ids({})).not.toContain('issued')
  })

  test('a closed dossier can only be noted, kept from being erased, or its erasure asked for', () => {
    expect(ids({ state: 'done', isClosed: true })).toEqual(['noted', 'retention-released', 'disposal-decided'])
    const mayAct = actKinds.filter((kind) => kind !== 'retention-released')
    expect(ids({ state: 'done', isClosed: true, mayAct })).toEqual(['noted', 'retention-held', 'disposal-decided'])
  })

  test('no two of them share a key', () => {
    for (const state of Object.keys(samplePack.workflow.states)) {
      const keys = actionsNow({ ...now, state, isAsked: true }).flatMap(({ shortcut }) => shortcut ?? [])
      expect(new Set(keys).size).toBe(keys.length)
    }
  })
})
