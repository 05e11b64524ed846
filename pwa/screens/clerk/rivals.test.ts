import { describe, expect, test } from 'vitest'
import { rivals, somethingLeft } from './rivals.ts'
import { sampleAct } from './samples.ts'

describe('decisions taken apart', () => {
  const submitted = sampleAct('s', 'submitted', {})
  const note = sampleAct('n', 'noted', { text: 'déjà délivré' }, ['s'])
  const accepted = sampleAct('a', 'decided', { outcome: 'accepted' }, ['s'])
  const refused = sampleAct('r', 'decided', { outcome: 'refused' }, ['n'])
  const issued = sampleAct('i', 'issued', { document: 'certificate' }, ['a'])
  const handed = sampleAct('h', 'handed-over', { proof: 'reference' }, ['i'])
  const history = [submitted, note, accepted, refused, issued, handed]
  const [one, other] = rivals([accepted, refused], history)

  test('each is told with what only the other had seen', () => {
    expect(one?.unseen).toEqual([note])
    expect(other?.unseen).toEqual([])
    expect(other?.aloneSaw).toEqual([note])
  })

  test('what was printed and given because of one of them is told with it', () => {
    expect(one?.left).toEqual([issued, handed])
    expect(other?.left).toEqual([])
    expect(somethingLeft(rivals([accepted, refused], history))).toBe(true)
    expect(somethingLeft(rivals([accepted, refused], [submitted, note, accepted, refused]))).toBe(false)
  })

  test('neither is said to have missed the other: that is what the screen is about', () => {
    const settled = sampleAct('t', 'settled', { keep: 'a', text: 'vu' }, ['h', 'r'])
    expect(rivals([accepted, refused], [...history, settled])[0]?.unseen).toEqual([note])
  })

  test('the message about one of them has left with it, and one that could not be sent has not', () => {
    const told = (outcome: string) => sampleAct('t', 'told', { act: 'a', channel: 'sms', outcome }, ['a'])
    const of = (outcome: string) => rivals([accepted, refused], [submitted, note, accepted, refused, told(outcome)])
    expect(of('sent').map(({ left }) => left)).toEqual([[told('sent')], []])
    expect(somethingLeft(of('failed'))).toBe(false)
  })

  test('a hand-over made twice has left the room itself', () => {
    const again = sampleAct('g', 'handed-over', { proof: 'reference' }, ['a'])
    const [first, second] = rivals([handed, again], [...history, again])
    expect(first?.left).toEqual([handed])
    expect(second?.left).toEqual([again])
  })
})
