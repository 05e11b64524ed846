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
}
const ids = (over: Partial<Parameters<typeof actionsNow>[0]>) => actionsNow({ ...now, ...over }).map(({ id }) => id)

describe('the actions of a clerk', () => {
  test('are those of the pack in this state, then what is always possible', () => {
    expect(ids({})).toEqual(['claimed', 'decided:accepted', 'decided:refused', 'piece-requested', 'noted'])
    expect(ids({ state: 'accepted' })).toEqual(['claimed', 'ready', 'noted'])
  })

  test('offer to let go of what is mine, on the same key', () => {
    const [first] = actionsNow({ ...now, isMine: true })
    expect(first).toMatchObject({ id: 'claimed:release', shortcut: 'C' })
  })

  test('never offer what the rules would refuse', () => {
    expect(ids({ mayAct: ['claimed', 'decided'] })).toEqual(['claimed', 'decided:accepted', 'decided:refused'])
    expect(ids({ mayAct: [] })).toEqual([])
  })

  test('a suspended dossier can only be settled and noted', () => {
    expect(ids({ isSuspended: true })).toEqual(['settled', 'noted'])
  })

  test('without its pack a dossier can be claimed and noted, not decided', () => {
    expect(ids({ pack: null })).toEqual(['claimed', 'noted'])
  })

  test('a closed dossier can only be noted', () => {
    expect(ids({ state: 'done', isClosed: true })).toEqual(['noted'])
  })

  test('no two of them share a key', () => {
    for (const state of Object.keys(samplePack.workflow.states)) {
      const keys = actionsNow({ ...now, state }).flatMap(({ shortcut }) => shortcut ?? [])
      expect(new Set(keys).size).toBe(keys.length)
    }
  })
})
