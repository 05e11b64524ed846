import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeAct, type Act, type ActAuthor } from '../dossier/act.ts'
import {
  actFile,
  fingerprintOf,
  parseActFile,
  parseFingerprint,
  proveAct,
  verifyActProof,
  type ActProof,
  type ExportedAct,
} from './act-proof.ts'
import { parseCertificate, signCertificate, type SessionCertificate } from './certificate.ts'
import { cutPacket } from './chain.ts'
import { entryId } from './entry.ts'
import { parsePacket } from './packet.ts'
import type { Entry, OutboxPacket, SessionKeys } from './ports.ts'
import { actEntry, createSitting, idOf, openedPayload, type Sitting } from './simulation/calm.ts'
import { createFakeKey, fakeCodec, fakeVerifier } from './simulation/crypto.ts'

const dossier = idOf('dossier')
const agentKey = createFakeKey('mediator-a').publicKey

const noted = (sitting: Sitting, text: string, of = dossier): Act => sitting.act(of, 'noted', { text })

const exportOf = (entry: Entry, all: readonly Entry[], packet: OutboxPacket, certificate: Uint8Array) => {
  const parsed = parsePacket(packet.bytes)
  if (!parsed.ok) throw new Error('unreadable')
  const made = proveAct(entry, { packet: parsed.value.packet, ids: all.map(entryId), certificate, agentKey })
  if (!made.ok || !made.value.proof) throw new Error('no proof')
  return { act: made.value.act, proof: made.value.proof }
}

/** A packet of `count` acts in the second place of its chain, where no certificate travels. */
const secondPacket = async (count: number, agent: 'mediator-a' | 'mediator-b' = 'mediator-a', word = 'first') => {
  const sitting = await createSitting(agent, word)
  await sitting.cut(actEntry(sitting.act(dossier, 'opened', openedPayload)))
  const acts = Array.from({ length: count }, (_, n) => noted(sitting, `${word} ${n}`))
  const entries = acts.map(actEntry)
  const packet = await sitting.cut(...entries)
  const exported = entries.map((entry) => exportOf(entry, entries, packet, sitting.keys.certificate))
  return { sitting, acts, exported }
}

const first = <T>(list: readonly T[]): T => {
  const [one] = list
  if (one === undefined) throw new Error('empty')
  return one
}
const verify = (exported: ExportedAct) => verifyActProof(exported, fakeVerifier)

describe('rule 2: one act is proven alone', () => {
  test('every act of every small packet, with who signed it and by which key', async () => {
    for (let count = 1; count <= 9; count++) {
      const { acts, exported } = await secondPacket(count)
      for (const [at, one] of exported.entries()) {
        const verified = await verify(one)
        expect(verified).toMatchObject({
          ok: true,
          value: { act: acts[at], certificate: { agent: 'mediator-a', role: 'mediator' } },
        })
        expect(verified.ok && verified.value.fingerprint).toBe(fingerprintOf(agentKey))
      }
    }
  })

  test('comes back from its file as it was written', async () => {
    const { exported } = await secondPacket(3)
    const parsed = parseActFile(actFile([...exported, { act: '{}', proof: null }]))
    expect(parsed).toEqual({ ok: true, value: [...exported, { act: '{}', proof: null }] })
  })

  test('holds nothing of the other entries of its packet', async () => {
    const { exported } = await secondPacket(4, 'mediator-a', 'secret')
    const file = actFile(exported.slice(1, 2))
    expect(file).toContain('secret 1')
    for (const other of [0, 2, 3]) expect(file).not.toContain(`secret ${other}`)
    const { act: _act, proof, ...more } = first(JSON.parse(file).acts as Record<string, unknown>[])
    expect([more, Object.keys(proof as object)]).toEqual([
      {},
      ['index', 'path', 'header', 'bodyHash', 'signature', 'certificate', 'key'],
    ])
  })

  test('an entry that is no act, or is not in the packet, has no proof', async () => {
    const { sitting } = await secondPacket(1)
    const act = actEntry(noted(sitting, 'one'))
    const draft: Entry = { ...act, kind: 'draft' }
    const packet = { header: new Uint8Array(), signature: new Uint8Array(), body: new Uint8Array() }
    const given = { packet, certificate: new Uint8Array(), agentKey }
    expect(proveAct(act, { ...given, ids: [entryId(draft)] })).toEqual({ ok: false, error: 'not-in-packet' })
    expect(proveAct(draft, { ...given, ids: [entryId(draft)] })).toEqual({ ok: false, error: 'not-in-packet' })
  })
})

describe('rule 2: a proof says nothing more than what was signed', () => {
  test('every flipped bit of the file is refused', { timeout: 30_000 }, async () => {
    const { exported } = await secondPacket(3)
    const file = new TextEncoder().encode(actFile(exported.slice(2)))
    for (let bit = 0; bit < file.length * 8; bit++) {
      const bent = file.slice()
      bent[bit >> 3] = (bent[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      const parsed = parseActFile(new TextDecoder().decode(bent))
      const verified = parsed.ok ? await verify(first(parsed.value)) : parsed
      expect(verified.ok, `bit ${bit}`).toBe(false)
    }
  })

  test('every flipped bit of every part is refused', { timeout: 30_000 }, async () => {
    const { act, proof } = first((await secondPacket(5)).exported)
    for (const part of ['header', 'signature', 'certificate', 'key'] as const)
      for (let bit = 0; bit < proof[part].length * 8; bit++) {
        const bent = proof[part].slice()
        bent[bit >> 3] = (bent[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        const verified = await verify({ act, proof: { ...proof, [part]: bent } })
        expect(verified.ok, `${part}, bit ${bit}`).toBe(false)
      }
  })

  test('any part of another proof, of the same person or of another, is refused in its place', async () => {
    const proofs = [
      ...(await secondPacket(5)).exported,
      ...(await secondPacket(6, 'mediator-a', 'next')).exported,
      ...(await secondPacket(5, 'mediator-b')).exported,
    ]
    const parts = ['act', 'index', 'path', 'header', 'bodyHash', 'signature', 'certificate'] as const
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...proofs),
        fc.constantFrom(...proofs),
        fc.constantFrom(...parts),
        async (one, other, part) => {
          const mixed: ExportedAct =
            part === 'act'
              ? { act: other.act, proof: one.proof }
              : { act: one.act, proof: { ...one.proof, [part]: other.proof[part] } }
          fc.pre(JSON.stringify(mixed) !== JSON.stringify(one))
          expect((await verify(mixed)).ok).toBe(false)
        },
      ),
      { numRuns: 300 },
    )
  })

  test('the same words in another dossier are another act', async () => {
    const { sitting, acts, exported } = await secondPacket(4)
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(0, 1, 2, 3), fc.string({ minLength: 1 }), async (at, word) => {
        const moved = makeAct({ ...first(acts.slice(at)), dossier: idOf(word) })
        const other = exportOf(
          actEntry(moved),
          [actEntry(moved)],
          await sitting.cut(actEntry(moved)),
          sitting.keys.certificate,
        )
        expect((await verify(other)).ok).toBe(true)
        const proof = first(exported.slice(at)).proof
        expect(await verify({ act: other.act, proof })).toEqual({ ok: false, error: 'place' })
      }),
    )
  })

  test('somebody who certifies the session key of another does not become the author', async () => {
    const { sitting, exported } = await secondPacket(2)
    const thief = createFakeKey('mediator-b')
    const { device, incarnation } = sitting.keys
    const forge = (agent: string): Promise<Uint8Array> =>
      signCertificate(
        {
          v: 1,
          device,
          incarnation,
          agent,
          unit: 'epn',
          role: 'mediator',
          publicKey: createFakeKey(incarnation).publicKey,
          lasts: 60,
        },
        thief.sign,
      )
    const { act, proof } = first(exported)
    const stolen: ActProof = { ...proof, key: thief.publicKey }
    expect(await verify({ act, proof: { ...stolen, certificate: await forge('mediator-b') } })).toEqual({
      ok: false,
      error: 'author',
    })
    // What remains, naming the victim, holds under the thief's key alone: the fingerprint tells them apart.
    const named = await verify({ act, proof: { ...stolen, certificate: await forge('mediator-a') } })
    expect(named.ok && named.value.fingerprint).not.toBe(fingerprintOf(agentKey))
  })

  test('act, packet and certificate name the same person, device, sitting, unit and role, or nothing is proven', async () => {
    const { sitting } = await secondPacket(1)
    const { keys } = sitting
    const honest = noted(sitting, 'one')
    const certified = parseCertificate(keys.certificate)
    if (!certified.ok) throw new Error('no certificate')
    // Everything is signed by the right keys; only the names differ.
    const signed = async (by: Partial<ActAuthor>, named: Partial<SessionCertificate>, header: Partial<SessionKeys>) => {
      const entry = actEntry(makeAct({ ...honest, by: { ...honest.by, ...by } }))
      const row = { ...entry, key: 1, incarnation: keys.incarnation }
      const context = { codec: fakeCodec, chain: sitting.chain, now: 0, beacon: null }
      const { packet } = await cutPacket([row], { ...context, keys: { ...keys, ...header } })
      const certificate = { ...certified.value.certificate, ...named }
      return exportOf(entry, [entry], packet, await signCertificate(certificate, createFakeKey('mediator-a').sign))
    }
    const other = idOf('elsewhere')
    expect((await verify(await signed({}, {}, {}))).ok).toBe(true)
    for (const mixed of [
      await signed({ agent: 'mediator-b' }, {}, {}),
      await signed({ device: other }, {}, {}),
      await signed({ unit: 'elsewhere' }, {}, {}),
      await signed({ role: 'officer' }, {}, {}),
      await signed({ role: 'system' }, {}, {}),
      await signed({}, { agent: 'mediator-b' }, {}),
      await signed({}, { device: other }, {}),
      await signed({}, { incarnation: other }, {}),
      await signed({}, {}, { device: other }),
      await signed({}, {}, { incarnation: other }),
    ])
      expect(await verify(mixed)).toEqual({ ok: false, error: 'author' })
  })

  test('an act without a proof is signed by nobody', async () => {
    const { exported } = await secondPacket(1)
    expect(await verify({ act: first(exported).act, proof: null })).toEqual({ ok: false, error: 'unsigned' })
  })

  test('words that are no act, written any other way than the canonical one, are refused', async () => {
    const { act, proof } = first((await secondPacket(1)).exported)
    for (const other of [
      '',
      'null',
      `${act} `,
      act.replace('"v":1', '"v": 1'),
      act.replace(dossier, 'A'.repeat(21) + 'B'),
    ])
      expect(await verify({ act: other, proof })).toEqual({ ok: false, error: 'act' })
  })

  test('a letter that UTF-8 cannot say does not pass for another one', async () => {
    const sitting = await createSitting('mediator-a')
    const entry = actEntry(noted(sitting, 'caf\ufffd'))
    const { act, proof } = exportOf(entry, [entry], await sitting.cut(entry), sitting.keys.certificate)
    expect((await verify({ act, proof })).ok).toBe(true)
    expect(await verify({ act: act.replace('\ufffd', '\ud800'), proof })).toEqual({ ok: false, error: 'act' })
  })

  test('nothing that anyone may write in a file makes the check throw', async () => {
    const { exported } = await secondPacket(3)
    const bytes = fc.uint8Array({ maxLength: 80 })
    const proof = fc.record({
      index: fc.oneof(fc.nat(), fc.double()),
      path: fc.array(fc.string()),
      header: bytes,
      bodyHash: fc.string(),
      signature: bytes,
      certificate: bytes,
      key: bytes,
    })
    await fc.assert(
      fc.asyncProperty(proof, fc.subarray(Object.keys(first(exported).proof)), async (noise, kept) => {
        const { act, proof: honest } = first(exported)
        const mixed = {
          ...noise,
          ...Object.fromEntries(Object.entries(honest).filter(([part]) => kept.includes(part))),
        }
        const verified = await verify({ act, proof: mixed })
        // Noise may say what is true: the index is a small number.
        const isHonest = mixed.index === honest.index && kept.length >= Object.keys(honest).length - 1
        expect(verified.ok).toBe(
          isHonest && Object.keys(honest).every((part) => part === 'index' || kept.includes(part)),
        )
      }),
    )
  })
})

describe('the file', () => {
  test('is refused with a word too many, and says when it is of a later version', async () => {
    const { exported } = await secondPacket(1)
    const json = JSON.parse(actFile(exported)) as { acts: object[] }
    const text = (change: object): string => JSON.stringify({ ...json, ...change })
    expect(parseActFile(text({})).ok).toBe(true)
    expect(parseActFile(text({ version: 2 }))).toEqual({ ok: false, error: 'newer' })
    for (const change of [
      { name: 'Fatima' },
      { acts: [] },
      { acts: [{ ...json.acts[0], name: 'Fatima' }] },
      { version: 0 },
    ])
      expect(parseActFile(text(change))).toEqual({ ok: false, error: 'malformed' })
    expect(parseActFile('{')).toEqual({ ok: false, error: 'malformed' })
  })

  test('a fingerprint is read however it is typed, and nothing else is one', () => {
    const fingerprint = fingerprintOf(agentKey)
    expect(fingerprint).toMatch(/^([0-9a-f]{4}-){15}[0-9a-f]{4}$/)
    for (const typed of [
      fingerprint,
      fingerprint.toUpperCase(),
      fingerprint.replaceAll('-', ' '),
      ` ${fingerprint.replaceAll('-', ':')}`,
    ])
      expect(parseFingerprint(typed)).toBe(fingerprint)
    for (const typed of ['', fingerprint.slice(1), `${fingerprint}0`, fingerprint.replace(/./, 'g')])
      expect(parseFingerprint(typed)).toBeNull()
  })
})
