import { createEncoder, toUint8Array, writeUint8, writeVarString, writeVarUint } from 'lib0/encoding'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { openDraft, readAnswers, setAnswer, setAttachment } from '../dossier/draft.ts'
import { clientIdOf } from './client-id.ts'
import { examineDraft, examineJob } from './examine.ts'
import type { DraftAuthor } from './server-ports.ts'
import { idOf } from './simulation/calm.ts'

const author = { device: idOf('device'), incarnation: idOf('incarnation'), agent: 'mediator-a' }
const dossier = idOf('dossier')
const client = clientIdOf(author.device, author.incarnation, dossier)
const said = { by: author.agent, said: 'citizen' as const }

describe('rule 8: the throw-away document', () => {
  const writer = (): Y.Doc => openDraft(client, null)
  const change = (doc: Y.Doc, work: () => void): Uint8Array => {
    const before = Y.encodeStateVector(doc)
    work()
    return Y.encodeStateAsUpdate(doc, before)
  }

  test('takes an answer under the own key and gives the new state', () => {
    const doc = writer()
    const result = examineDraft(null, setAnswer(doc, author.incarnation, 'name', 'فاطمة', said), dossier, author)
    expect(result.ok && openDraft(1, result.value).getMap('answers').size).toBe(1)
  })

  test.each([
    ["another sitting's key", (doc: Y.Doc) => setAnswer(doc, idOf('other'), 'name', 'x', said), 'key-not-allowed'],
    ['a key of no sitting', (doc: Y.Doc) => change(doc, () => doc.getMap('answers').set('name', 1)), 'key-not-allowed'],
    [
      'an answer in the name of somebody else',
      (doc: Y.Doc) => setAnswer(doc, author.incarnation, 'name', 'x', { by: 'clerk-c', said: 'helper' }),
      'key-not-allowed',
    ],
    [
      'an answer that is no register',
      (doc: Y.Doc) => change(doc, () => doc.getMap('answers').set(`name|${author.incarnation}`, 'x')),
      'key-not-allowed',
    ],
    [
      'an attachment that is not named by its hash',
      (doc: Y.Doc) => setAttachment(doc, 'photo', { field: 'a', mediaType: 'b', size: 1 }),
      'key-not-allowed',
    ],
    [
      'a key set in the shared note',
      (doc: Y.Doc) => change(doc, () => doc.getText('notes').setAttribute('a', 'b')),
      'guard',
    ],
  ])('holds %s', (_what, write, reason) => {
    const doc = new Y.Doc()
    doc.clientID = client
    expect(examineDraft(null, write(doc), dossier, author)).toEqual({ ok: false, error: reason })
  })

  test("holds the deletion of somebody else's answer", () => {
    const base = openDraft(99, null)
    setAnswer(base, idOf('other'), 'consent', true, { by: 'mediator-b', said: 'citizen' })
    const state = Y.encodeStateAsUpdate(base)
    const doc = openDraft(client, state)
    const forged = change(doc, () => doc.getMap('answers').delete(`consent|${idOf('other')}`))
    expect(examineDraft(state, forged, dossier, author)).toEqual({ ok: false, error: 'key-not-allowed' })
  })

  test('rule 7: an update whose forerunner is missing is pending, not lost', () => {
    const doc = writer()
    const first = setAnswer(doc, author.incarnation, 'name', 'a', said)
    const second = setAnswer(doc, author.incarnation, 'year', 1990, said)
    expect(examineDraft(null, second, dossier, author)).toEqual({ ok: false, error: 'pending' })
    const state = examineDraft(null, first, dossier, author)
    expect(state.ok && examineDraft(state.value, second, dossier, author).ok).toBe(true)
  })

  test('rule 1: a clock that was used before with other content is seen', () => {
    const state = examineDraft(null, setAnswer(writer(), author.incarnation, 'name', 'a', said), dossier, author)
    const again = setAnswer(writer(), author.incarnation, 'name', 'b', said)
    expect(state.ok && examineDraft(state.value, again, dossier, author)).toEqual({ ok: false, error: 'clock-reused' })
  })

  test('a draft that Yjs could not open again in good time is not built up, however small the pieces', () => {
    // Each letter before the last one: Yjs can merge no two of them.
    const letters = (from: number, count: number): Uint8Array => {
      const e = createEncoder()
      for (const n of [1, count, client, from]) writeVarUint(e, n)
      for (let clock = from; clock < from + count; clock++) {
        writeUint8(e, clock === 0 ? 4 : 4 | 64)
        if (clock === 0) {
          writeVarUint(e, 1)
          writeVarString(e, 'notes')
        } else [client, clock - 1].forEach((n) => writeVarUint(e, n))
        writeVarString(e, 'a')
      }
      writeVarUint(e, 0)
      return toUint8Array(e)
    }
    const updates = Array.from({ length: 6 }, (_, at) => ({ bytes: letters(at * 1000, 1000), author }))
    const verdicts = [...examineJob({ dossier, state: null, updates })]
    expect(verdicts.map((one) => one.ok || one.error)).toEqual([true, true, true, true, 'too-large', 'pending'])
  })
})

describe('rule 4: a witnessed update, whose author is not here to be asked', () => {
  const other = { device: idOf('other device'), incarnation: idOf('other sitting'), agent: 'mediator-b' }
  /** One document each, merged: what a page of several people holds. */
  const merged = (...authors: readonly DraftAuthor[]): Uint8Array =>
    Y.mergeUpdates(
      authors.map((one) => {
        const doc = openDraft(clientIdOf(one.device, one.incarnation, dossier), null)
        return setAnswer(doc, one.incarnation, 'name', one.agent, { by: one.agent, said: 'citizen' })
      }),
    )

  test('may be of several people, and keeps what each of them wrote', () => {
    const result = examineDraft(null, merged(author, other), dossier, null)
    expect(result.ok && readAnswers(openDraft(1, result.value)).conflicts.get('name')).toHaveLength(2)
  })

  test('is of 64 people at most', () => {
    const people = (count: number): DraftAuthor[] =>
      Array.from({ length: count }, (_, at) => ({ ...other, incarnation: idOf(`sitting ${at}`) }))
    expect(examineDraft(null, merged(...people(64)), dossier, null).ok).toBe(true)
    expect(examineDraft(null, merged(...people(65)), dossier, null)).toEqual({ ok: false, error: 'guard' })
  })

  test('starts for each of them at the clock that is next, or before it', () => {
    const doc = openDraft(client, null)
    const first = setAnswer(doc, author.incarnation, 'name', 'a', said)
    const second = setAnswer(doc, author.incarnation, 'year', 1990, said)
    const late = Y.mergeUpdates([merged(other), second])
    expect(examineDraft(null, late, dossier, null)).toEqual({ ok: false, error: 'pending' })
    const state = examineDraft(null, first, dossier, null)
    if (!state.ok) throw new Error(state.error)
    expect(examineDraft(state.value, late, dossier, null).ok).toBe(true)
    // What is here already may come again: a device that was rolled back has cut it twice.
    expect(examineDraft(state.value, Y.mergeUpdates([first, second]), dossier, null).ok).toBe(true)
    expect(examineDraft(state.value, first, dossier, author)).toEqual({ ok: false, error: 'clock-reused' })
  })

  const change = (work: (doc: Y.Doc) => void): Uint8Array => {
    const doc = new Y.Doc()
    doc.clientID = client
    work(doc)
    return Y.encodeStateAsUpdate(doc)
  }
  test.each([
    [
      'an answer under a key of no sitting',
      change((doc) => doc.getMap('answers').set('name|today', { v: 1, n: 1, over: {}, ...said })),
      'key-not-allowed',
    ],
    [
      'an answer that is no register',
      change((doc) => doc.getMap('answers').set(`name|${other.incarnation}`, 'x')),
      'key-not-allowed',
    ],
    [
      'an attachment not named by its hash',
      change((doc) => doc.getMap('attachments').set('photo', { field: 'a', mediaType: 'b', size: 1 })),
      'key-not-allowed',
    ],
    ['a root that is none of a draft', change((doc) => doc.getMap('acts').set('consent', true)), 'guard'],
  ])('holds %s', (_what, update, reason) => {
    expect(examineDraft(null, update, dossier, null)).toEqual({ ok: false, error: reason })
  })
})
