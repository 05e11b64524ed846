import fc from 'fast-check'
import { toBase64UrlEncoded } from 'lib0/buffer'
import { createEncoder, toUint8Array, writeUint8, writeUint8Array } from 'lib0/encoding'
import { encodeUtf8 } from 'lib0/string'
import { describe, expect, test } from 'vitest'
import { applyUpdate, mergeUpdates, transact } from 'yjs'
import { actBytes, makeAct, type ActAuthor } from '../dossier/act.ts'
import { sha256Url } from '../dossier/canonical.ts'
import { openDraft, readAnswers, setAnswer, setAttachment } from '../dossier/draft.ts'
import { answerSides, helpModes, proofs, type Said as How } from '../dossier/said.ts'
import { answersHash } from '../dossier/freeze.ts'
import { makeReference } from '../dossier/reference.ts'
import type { AnswerValue } from '../form/form.ts'
import type { ActKind } from '../procedure/workflow.ts'
import { varieties } from '../speech/variety.ts'
import { encodeEntries, parseEntries } from './body.ts'
import { clientIdOf } from './client-id.ts'
import { createColumnWriter } from './columns.ts'
import type { Entry } from './ports.ts'

const raw = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const hash = raw(32).map(toBase64UrlEncoded)
const paper = fc.record(
  {
    hash,
    piece: fc.constantFrom('a', 'b'),
    page: fc.nat(19),
    mediaType: fc.constant('image/webp'),
    size: fc.nat(),
    thumb: hash,
  },
  { requiredKeys: ['hash', 'piece', 'page', 'mediaType', 'size'] },
)
const text = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  fc.constantFrom('\0', '\u0001x', 'العين'),
)

const pool = ['AAAAAAAAAAAAAAAAAAAAAA', 'BBBBBBBBBBBBBBBBBBBBBA', 'CCCCCCCCCCCCCCCCCCCCCA'] as const
const sittings = [0, 1, 2].map((n) => ({ device: pool[n % 2] ?? '', incarnation: pool[n] ?? '' }))
const [own = { device: '', incarnation: '' }] = sittings

type Said = readonly [ActKind, Readonly<Record<string, unknown>>]
const said =
  (kind: ActKind) =>
  (payload: Readonly<Record<string, unknown>>): Said => [kind, payload]

const payloads: fc.Arbitrary<Said> = fc.oneof(
  fc.record({ procedure: fc.constant('ma.a@1.0.0'), lang: fc.constantFrom('fr', 'ar') }).map(said('opened')),
  fc
    .record({ text, lang: fc.constantFrom('fr', 'ar'), honest: fc.boolean(), other: hash })
    .map(({ text, lang, honest, other }) =>
      said('mandate-given')({
        procedure: 'ma.a@1.0.0',
        days: 31,
        method: 'oral',
        text,
        textLang: lang,
        textHash: honest ? sha256Url(encodeUtf8(text)) : other,
        witness: 'W',
      }),
    ),
  fc
    .record({ a: hash, b: hash, c: hash, files: fc.array(paper, { maxLength: 2 }), n: fc.nat(9999) })
    .map(({ a, b, c, files, n }) =>
      said('submitted')({
        procedure: 'ma.a@1.0.0',
        answersHash: a,
        attachments: files,
        to: 'office',
        reference: makeReference(12, n),
        tokenHash: b,
        secretHash: c,
        mode: 'enabling',
      }),
    ),
  fc
    .record({ heard: fc.constantFrom(null, ...varieties), need: fc.nat(86_400_000), wrong: fc.nat(9), reason: text })
    .map(({ heard, need, wrong, reason }) =>
      said('withdrawn')({
        reason: `${reason}.`,
        refused: true,
        visit: { heard, turned: { need }, byCitizen: 3, byHelper: 9, readBack: 'done', wrong },
      }),
    ),
  fc.record({ pieces: fc.array(fc.constantFrom('a', 'b'), { minLength: 1 }) }).map(said('piece-requested')),
  fc.record({ outcome: fc.constantFrom('accepted', 'refused'), text }).map(said('decided')),
  fc.record({ field: fc.constant('x'), value: fc.jsonValue(), reason: text }).map(said('corrected')),
  fc.record({ keep: hash, text }).map(said('settled')),
  fc.constantFrom<Said>(
    ['received', { official: true }],
    ['claimed', { release: true }],
    ['ready', {}],
    ['rated', { score: 3 }],
    ['contact-chosen', { sms: true, callBack: 'shi' }],
    ['noted', { text: 'n', note: 'more' }],
  ),
)

const value: fc.Arbitrary<AnswerValue> = fc.oneof(
  text,
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
  fc.array(text, { maxLength: 3 }),
  fc.record({ lat: fc.double({ min: -90, max: 90, noNaN: true }), lon: fc.constant(-7.5) }),
)

type Step =
  | { readonly type: 'act'; readonly what: Said; readonly ms: number }
  | {
      readonly type: 'answer'
      readonly field: string
      readonly value: AnswerValue
      readonly how: Omit<How, 'by' | 'said'>
    }
  | { readonly type: 'file' | 'note'; readonly text: string }
  | { readonly type: 'rubbish'; readonly kind: Entry['kind']; readonly bytes: Uint8Array }
  | { readonly type: 'submit' }

const step: fc.Arbitrary<{ readonly dossier: number; readonly who: number; readonly step: Step }> = fc.record({
  dossier: fc.nat(2),
  who: fc.nat(2),
  step: fc.oneof(
    fc.record({ type: fc.constant('act' as const), what: payloads, ms: fc.integer({ min: -1e6, max: 1e9 }) }),
    fc.record({
      type: fc.constant('answer' as const),
      field: fc.constantFrom('name', 'year', 'members[k7f2].name', 'odd|one', '__proto__', '7'),
      value,
      how: fc.record(
        {
          proof: fc.constantFrom(...proofs),
          mode: fc.constantFrom(...helpModes),
          heard: fc.constantFrom(...varieties),
          side: fc.constantFrom(...answerSides),
        },
        { requiredKeys: [] },
      ),
    }),
    fc.record({ type: fc.constantFrom('file' as const, 'note' as const), text: hash }),
    fc.record({
      type: fc.constant('rubbish' as const),
      kind: fc.constantFrom('draft' as const, 'act' as const),
      bytes: fc.oneof(fc.uint8Array({ maxLength: 60 }), fc.json().map(encodeUtf8)),
    }),
    fc.constant<Step>({ type: 'submit' }),
  ),
})

/** What people at three desks would have written, in the order given; every update is an entry. */
const entriesOf = (
  steps: readonly { readonly dossier: number; readonly who: number; readonly step: Step }[],
): Entry[] => {
  const docs = new Map<string, ReturnType<typeof openDraft>>()
  const heads = new Map<string, string[]>()
  const answersOf = new Map<string, Uint8Array[]>()
  return steps.map(({ dossier: at, who, step }): Entry => {
    const dossier = pool[at] ?? ''
    const { device, incarnation } = sittings[who] ?? own
    const key = `${dossier}|${who}`
    const doc = docs.get(key) ?? openDraft(clientIdOf(device, incarnation, dossier), null)
    docs.set(key, doc)
    const by: ActAuthor = { agent: `agent-${who}`, device, unit: 'epn', role: 'mediator' }
    const act = (kind: ActKind, ms: number, payload: Readonly<Record<string, unknown>>): Entry => {
      const iso = new Date(Date.parse('2026-11-20T08:00:00Z') + ms).toISOString()
      const after = heads.get(dossier) ?? []
      const made = makeAct({
        v: 1,
        dossier,
        kind,
        by,
        at: ms % 2 === 0 ? iso : iso.replace(/\.\d+Z/, 'Z'),
        beacon: ms % 3 === 0 ? null : 'beacon',
        after,
        payload,
      })
      heads.set(dossier, ms % 5 === 0 ? [...after.slice(-3), made.id] : [made.id])
      return { dossier, kind: 'act', bytes: actBytes(made) }
    }
    const draft = (bytes: Uint8Array): Entry => {
      answersOf.set(dossier, [...(answersOf.get(dossier) ?? []), bytes])
      // Desks see each other now and then.
      for (const [other, it] of docs) if (other.startsWith(dossier) && bytes.length % 2 === 0) applyUpdate(it, bytes)
      return { dossier, kind: 'draft', bytes }
    }
    if (step.type === 'act') return act(step.what[0], step.ms, step.what[1])
    if (step.type === 'rubbish') return { dossier, kind: step.kind, bytes: step.bytes }
    if (step.type === 'file')
      return draft(setAttachment(doc, step.text, { field: 'f', mediaType: 'image/png', size: 9 }))
    if (step.type === 'answer') {
      const who = { by: by.agent, said: 'citizen' as const, ...step.how }
      return draft(setAnswer(doc, incarnation, step.field, step.value, who))
    }
    if (step.type === 'note') {
      let update: Uint8Array = new Uint8Array()
      doc.once('update', (bytes: Uint8Array) => (update = bytes))
      transact(doc, () => {
        const notes = doc.getText('notes')
        if (notes.length > 5) notes.delete(1, 3)
        notes.insert(Math.min(2, notes.length), step.text.slice(0, 6))
      })
      return draft(update)
    }
    const known = answersOf.get(dossier) ?? []
    const merged = openDraft(0, known.length > 0 ? mergeUpdates(known) : null)
    const { answers } = readAnswers(merged)
    return act('submitted', 60_000, {
      procedure: 'ma.a@1.0.0',
      answersHash: answersHash(answers),
      attachments: [],
      to: 'office',
      reference: makeReference(12, at + 1),
      tokenHash: sha256Url(encodeUtf8('t')),
      secretHash: sha256Url(encodeUtf8('s')),
      mode: 'enabling',
    })
  })
}

const entries = fc.array(step, { maxLength: 14 }).map(entriesOf)

/** Only the bytes count, not what holds them. */
const plain = (all: readonly Entry[]) => all.map(({ dossier, kind, bytes }) => [dossier, kind, [...bytes]])

describe('rule 2: a body gives back the same entries, byte for byte', () => {
  test('whatever was written, whole or taken apart, with the packet’s sitting known or not', () => {
    fc.assert(
      fc.property(entries, fc.constantFrom(1, 2), fc.constantFrom(own, null), (all, layout, sitting) => {
        const body = encodeEntries(all, layout, sitting)
        expect(body[3]).toBe(layout)
        const parsed = parseEntries(body, { sitting })
        expect(parsed.ok && plain(parsed.value)).toEqual(plain(all))
      }),
      { numRuns: 300 },
    )
  })

  test('acts that quote no real hash or no real device', () => {
    const dossier = pool[0]
    const incarnation = own.incarnation
    const device = 'server'
    const doc = openDraft(clientIdOf(device, incarnation, dossier), null)
    const act = makeAct({
      v: 1,
      dossier,
      kind: 'noted',
      by: { agent: 'a', device, unit: 'u', role: 'clerk' },
      at: '2026-11-20T08:00:00Z',
      beacon: null,
      after: [`${'A'.repeat(42)}B`],
      payload: { text: 'x' },
    })
    const sound = makeAct({ ...act, after: [] })
    const all: Entry[] = [
      { dossier, kind: 'act', bytes: actBytes(act) },
      { dossier, kind: 'act', bytes: actBytes(sound) },
      { dossier, kind: 'draft', bytes: setAnswer(doc, incarnation, 'name', 'x', { by: 'a', said: 'citizen' }) },
    ]
    const body = encodeEntries(all)
    expect(body[3]).toBe(2)
    const parsed = parseEntries(body)
    expect(parsed.ok && plain(parsed.value)).toEqual(plain(all))
  })

  test('merged drafts of several people come back too', () => {
    fc.assert(
      fc.property(entries, (all) => {
        const drafts = all.filter((one) => one.kind === 'draft' && one.dossier === pool[0])
        const known = drafts.filter(({ bytes }) => isUpdate(bytes))
        if (known.length === 0) return
        const merged: Entry = { dossier: pool[0], kind: 'draft', bytes: mergeUpdates(known.map((one) => one.bytes)) }
        const acts = all.filter((one) => one.kind === 'act')
        const parsed = parseEntries(encodeEntries([...acts, merged]))
        expect(parsed.ok && plain(parsed.value)).toEqual(plain([...acts, merged]))
      }),
    )
  })
})

const isUpdate = (bytes: Uint8Array): boolean => {
  try {
    mergeUpdates([bytes, bytes])
    return bytes.length > 0
  } catch {
    return false
  }
}

describe('rule 9: what the reader can work out does not travel', () => {
  const [dossier] = pool
  const doc = openDraft(clientIdOf(own.device, own.incarnation, dossier), null)
  const draft = setAnswer(doc, own.incarnation, 'name', 'Itto', { by: 'agent', said: 'citizen' })
  const by: ActAuthor = { agent: 'agent', device: own.device, unit: 'epn', role: 'mediator' }
  const words = 'Je demande que cette demande soit déposée pour moi.'
  const base = { v: 1, dossier, by, at: '2026-11-20T08:00:00.000Z', beacon: null } as const
  const opened = makeAct({
    ...base,
    kind: 'opened',
    after: [],
    payload: { procedure: 'ma.a@1.0.0', lang: 'fr' },
  })
  const mandate = makeAct({
    ...base,
    kind: 'mandate-given',
    after: [opened.id],
    payload: {
      procedure: 'ma.a@1.0.0',
      days: 1,
      method: 'oral',
      text: words,
      textLang: 'fr',
      textHash: sha256Url(encodeUtf8(words)),
      witness: 'x',
    },
  })
  const hashes = {
    answersHash: answersHash({ name: 'Itto' }),
    tokenHash: sha256Url(encodeUtf8('t')),
    secretHash: sha256Url(encodeUtf8('s')),
  }
  const submitted = makeAct({
    ...base,
    kind: 'submitted',
    after: [mandate.id],
    payload: {
      procedure: 'ma.a@1.0.0',
      ...hashes,
      attachments: [],
      to: 'office',
      reference: makeReference(12, 7),
      mode: 'enabling',
    },
  })
  const acts = [opened, mandate, submitted].map((act): Entry => ({ dossier, kind: 'act', bytes: actBytes(act) }))
  const all: Entry[] = [...acts.slice(0, 1), { dossier, kind: 'draft', bytes: draft }, ...acts.slice(1)]

  /** Whether the 32 bytes are somewhere in the body. */
  const holds = (body: Uint8Array, hash: string): boolean => {
    const wanted = [...Buffer.from(hash, 'base64url')].join()
    return [...body].some((_, at) => body.subarray(at, at + 32).join() === wanted)
  }

  test('of a whole dossier, two hashes travel: those of the secret and of the token', () => {
    const body = encodeEntries(all, 2, own)
    expect([hashes.tokenHash, hashes.secretHash].map((one) => holds(body, one))).toEqual([true, true])
    const others = [hashes.answersHash, opened.id, mandate.id, sha256Url(encodeUtf8(words))]
    expect(others.map((one) => holds(body, one))).toEqual([false, false, false, false])
  })

  test('without the draft, the hash of its answers travels', () => {
    expect(holds(encodeEntries(acts, 2, own), hashes.answersHash)).toBe(true)
  })

  test('a body made for one sitting does not open under another one’s name', () => {
    const other = parseEntries(encodeEntries(all, 2, own), { sitting: sittings[2] ?? null })
    expect(other.ok && plain(other.value)).not.toEqual(plain(all))
    expect(parseEntries(encodeEntries(all, 2, own)).ok).toBe(false)
  })
})

describe('rule 8: a body from a stranger is bounded', () => {
  test('cut short anywhere, or with a byte too many, it is refused', () => {
    fc.assert(
      fc.property(entries, (all) => {
        const body = encodeEntries(all)
        for (let end = 0; end < body.length; end++) expect(parseEntries(body.subarray(0, end)).ok).toBe(false)
        expect(parseEntries(Uint8Array.of(...body, 0)).ok).toBe(false)
      }),
      { numRuns: 30 },
    )
  })

  test('changed anywhere, it never throws and never gives more than the limit', () => {
    const limit = 4_000
    const change = fc.record({ at: fc.nat(), byte: fc.nat(255), again: fc.nat(3) })
    fc.assert(
      fc.property(entries, fc.array(change, { minLength: 20, maxLength: 40 }), (all, changes) => {
        const whole = encodeEntries(all, 2, own)
        let body = whole.slice()
        for (const { at, byte, again } of changes) {
          // Some changes add up, most are alone.
          if (again > 0) body = whole.slice()
          body[4 + (at % Math.max(1, body.length - 4))] = byte
          const parsed = parseEntries(body, { limit, sitting: own })
          const total = parsed.ok ? parsed.value.reduce((sum, { bytes }) => sum + bytes.length, 0) : 0
          expect(total).toBeLessThanOrEqual(limit)
        }
      }),
      { numRuns: 200 },
    )
  })

  const bodyOf = (c: ReturnType<typeof createColumnWriter>): Uint8Array => {
    const e = createEncoder()
    for (const byte of [0x4d, 0x62, 0x64, 2]) writeUint8(e, byte)
    writeUint8Array(e, c.finish())
    return toUint8Array(e)
  }

  test('a long text named again and again stops at the limit', () => {
    const c = createColumnWriter()
    const count = 4_000
    c.uint('entries', count)
    for (let n = 0; n < count; n++) {
      c.uint('dossier', n === 0 ? 1 : 0)
      if (n === 0) writeUint8Array(c.plain, new Uint8Array(16))
      c.uint('form', 3)
      c.value('kind', 'noted')
      c.value('by', ['a', 'b', 'mediator', 'u'])
      c.uint('at', 2)
      c.value('at-text', 'x')
      c.value('beacon', null)
      c.uint('after', 0)
      c.value('noted:', ['text'])
      c.value('noted.text', 'x'.repeat(20_000))
    }
    expect(parseEntries(bodyOf(c), { limit: 1_000_000 })).toEqual({ ok: false, error: 'malformed' })
    expect(parseEntries(bodyOf(c), { limit: 100_000_000 }).ok).toBe(true)
  })

  test('JSON that cannot be written again is refused: too deep, half a character, an endless number', () => {
    const asJson = (given: string): boolean => {
      // As long as what it is put in the place of.
      const json = given.padEnd(12)
      const instead = { r: 'x'.repeat(json.length - 8) }
      const c = createColumnWriter()
      c.uint('entries', 1)
      c.uint('dossier', 1)
      writeUint8Array(c.plain, new Uint8Array(16))
      c.uint('form', 3)
      c.value('kind', 'ready')
      c.value('by', ['a', 'b', 'mediator', 'u'])
      c.uint('at', 2)
      c.value('at-text', 'x')
      c.value('beacon', instead)
      c.uint('after', 0)
      c.value('ready:', [])
      const body = Buffer.from(bodyOf(c)).toString('latin1').replace(JSON.stringify(instead), json)
      return parseEntries(new Uint8Array(Buffer.from(body, 'latin1'))).ok
    }
    expect(asJson('[[[1]]]')).toBe(true)
    for (const json of ['['.repeat(5_000) + ']'.repeat(5_000), '[[[[[[[[[1]]]]]]]]]', '"\\ud800"', '1e999', 'nul'])
      expect(asJson(json)).toBe(false)
  })

  test('a count that the bytes cannot hold is refused before anything is built from it', () => {
    const huge = [0xff, 0xff, 0xff, 0xff, 0x07]
    expect(parseEntries(Uint8Array.of(0x4d, 0x62, 0x64, 2, ...huge)).ok).toBe(false)
    expect(parseEntries(Uint8Array.of(0x4d, 0x62, 0x64, 2, 0, 5, ...huge)).ok).toBe(false)
    const c = createColumnWriter()
    c.uint('entries', 2 ** 40)
    expect(parseEntries(bodyOf(c)).ok).toBe(false)
  })
})
