import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { isRegister, openDraft, parseAnswerKey, parseRegister, readAnswers, setAnswer } from './draft.ts'

const who = { by: 'fatima', said: 'citizen' } as const

test('an answer is read back, and the last word of one sitting wins', () => {
  const doc = openDraft(1, null)
  setAnswer(doc, 'A', 'name', 'Aït', who)
  setAnswer(doc, 'A', 'name', 'Aït Baha', who)
  expect(readAnswers(doc).answers).toEqual({ name: 'Aït Baha' })
})

test('two answers that have not seen each other are both kept, and neither is chosen', () => {
  const one = openDraft(1, null)
  const two = openDraft(2, null)
  const a = setAnswer(one, 'A', 'name', 'Ali', who)
  const b = setAnswer(two, 'B', 'name', 'Omar', who)
  Y.applyUpdate(one, b)
  Y.applyUpdate(two, a)
  for (const doc of [one, two]) {
    const { answers, conflicts } = readAnswers(doc)
    expect(answers).toEqual({})
    expect(conflicts.get('name')?.map((c) => c.register.v)).toEqual(['Ali', 'Omar'])
  }
  Y.applyUpdate(two, setAnswer(one, 'A', 'name', 'Ali', who))
  expect(readAnswers(two).answers).toEqual({ name: 'Ali' })
  expect(readAnswers(two).conflicts.size).toBe(0)
})

test('a later write under the same key is not hidden by somebody who saw only the earlier one', () => {
  const one = openDraft(1, null)
  const two = openDraft(2, null)
  Y.applyUpdate(two, setAnswer(one, 'A', 'name', 'first', who))
  const later = setAnswer(one, 'A', 'name', 'second', who)
  const other = setAnswer(two, 'B', 'name', 'theirs', who)
  Y.applyUpdate(one, other)
  Y.applyUpdate(two, later)
  expect(readAnswers(one).conflicts.get('name')).toHaveLength(2)
  expect(readAnswers(two).conflicts.get('name')).toHaveLength(2)
})

test('equal answers given apart are one answer', () => {
  const one = openDraft(1, null)
  const two = openDraft(2, null)
  setAnswer(one, 'A', 'copies', 2, who)
  Y.applyUpdate(one, setAnswer(two, 'B', 'copies', 2, who))
  expect(readAnswers(one).answers).toEqual({ copies: 2 })
})

// The law: replicas that have exchanged everything agree, and every value that nobody has seen and replaced is visible.
test('any exchange of answers converges and loses no unseen value', () => {
  const step = fc.record({
    device: fc.nat(2),
    field: fc.constantFrom('a', 'b'),
    value: fc.nat(3),
    sync: fc.option(fc.nat(2)),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const docs = [0, 1, 2].map((n) => openDraft(n + 1, null))
      const written: { device: number; field: string; value: number; seen: Set<number> }[] = []
      const known = [new Set<number>(), new Set<number>(), new Set<number>()]
      for (const { device, field, value, sync } of steps) {
        const doc = docs[device] as Y.Doc
        setAnswer(doc, `I${device}`, field, value, who)
        const mine = known[device] as Set<number>
        written.push({ device, field, value, seen: new Set(mine) })
        mine.add(written.length - 1)
        if (sync !== null) {
          Y.applyUpdate(doc, Y.encodeStateAsUpdate(docs[sync] as Y.Doc))
          for (const id of known[sync] as Set<number>) mine.add(id)
        }
      }
      const all = openDraft(9, null)
      for (const doc of docs) Y.applyUpdate(all, Y.encodeStateAsUpdate(doc))
      for (const doc of docs) {
        Y.applyUpdate(doc, Y.encodeStateAsUpdate(all))
        expect(readAnswers(doc).answers).toEqual(readAnswers(all).answers)
      }
      const { answers, conflicts } = readAnswers(all)
      for (const field of ['a', 'b']) {
        const unseen = written.filter(
          (one, id) => one.field === field && !written.some((other) => other.field === field && other.seen.has(id)),
        )
        const shown = conflicts.get(field)?.map((c) => c.register.v) ?? (field in answers ? [answers[field]] : [])
        for (const one of unseen) expect(shown).toContain(one.value)
      }
    }),
  )
})

test('a key without field or incarnation is no answer', () => {
  expect(parseAnswerKey('members[k7f2].name|I1')).toEqual({ field: 'members[k7f2].name', incarnation: 'I1' })
  expect(parseAnswerKey('name')).toBeNull()
  expect(parseAnswerKey('|x')).toBeNull()
  expect(parseAnswerKey('x|')).toBeNull()
})

describe('what stands beside an answer', () => {
  const full = {
    by: 'fatima',
    said: 'citizen',
    proof: 'recording',
    mode: 'translation',
    heard: 'shi',
    side: 'citizen',
  } as const

  test('is read back as it was written, and may be absent as in dossiers of before', () => {
    const doc = openDraft(1, null)
    setAnswer(doc, 'A', 'name', 'Aït', full)
    setAnswer(doc, 'A', 'year', 1957, who)
    const { said } = readAnswers(doc)
    expect(said.get('name')).toEqual({ v: 'Aït', n: 1, over: {}, ...full })
    expect(said.get('year')).toEqual({ v: 1957, n: 1, over: {}, ...who })
  })

  test('may hold members and words of a later version: the answer is not lost for them', () => {
    const doc = openDraft(1, null)
    const later = { v: 'Aït', n: 1, over: {}, ...full, proof: 'fingerprint', heard: 'zgh', mood: { happy: true } }
    doc.getMap('answers').set('name|A', later)
    expect(isRegister(later)).toBe(true)
    const { answers, said } = readAnswers(doc)
    expect(answers).toEqual({ name: 'Aït' })
    expect(said.get('name')).toEqual({
      v: 'Aït',
      n: 1,
      over: {},
      by: 'fatima',
      said: 'citizen',
      mode: 'translation',
      side: 'citizen',
    })
  })

  test('is no register without its value, its count and its author', () => {
    const whole = { v: 'x', n: 1, over: {}, by: 'fatima', said: 'citizen' }
    expect(parseRegister(whole)).not.toBeNull()
    for (const key of Object.keys(whole)) {
      const { [key as keyof typeof whole]: _gone, ...rest } = whole
      expect(parseRegister(rest)).toBeNull()
    }
  })
})
