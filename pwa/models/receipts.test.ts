import { describe, expect, test } from 'vitest'
import type { Agent, Directory } from '../../shared/access/directory.ts'
import { actBytes, makeAct, parseAct } from '../../shared/dossier/act.ts'
import type { Act } from '../../shared/dossier/act.ts'
import { toBase64Url } from '../../shared/dossier/canonical.ts'
import { makeReference } from '../../shared/dossier/reference.ts'
import { readSeal } from '../../shared/receipt/seal.ts'
import type { LocalChange } from '../storage/device-disk.ts'
import type { KnownEntry } from '../storage/rows.ts'
import { createSealer } from './receipt-signing.ts'
import { createReceipts } from './receipts.ts'
import type { Receipt } from './request-shape.ts'
import type { Writer } from './writer.ts'

const fatima: Agent = { id: 'fatima', name: 'Fatima B.', role: 'mediator', unit: 'epn-a' }
const lahcen: Agent = { id: 'lahcen', name: 'Lahcen A.', role: 'mediator', unit: 'epn-b' }
const dossier = 'q83vASNFZ4mrze8BI0VniQ'
const reference = makeReference(12, 4067)
const receipt: Receipt = {
  dossier,
  reference,
  secret: '73.18',
  url: 'https://guichet.example/s/aaaaaaaaaaaaaaaaaaaaaa',
  procedure: { fr: 'Certificat', ar: 'شهادة' },
  point: { fr: 'EPN A', ar: 'نقطة أ' },
  agent: fatima.name,
  fee: { amount: 20, currency: 'MAD' },
  answerBefore: '2026-08-28',
  issuedAt: '2026-08-21T09:30:00.000Z',
}

const keyPair = async () => {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const
  const pair = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  return {
    sealer: await createSealer(
      pair.privateKey,
      new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey)),
    ),
    publicKey: toBase64Url(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))),
  }
}

const directoryOf = (publicKey: string): Directory => ({
  commune: { code: '09.163.03.01', name: { fr: 'C', ar: 'ج' }, province: { fr: 'P', ar: 'إ' } },
  units: [{ id: 'epn-a', kind: 'point', site: 12, name: { fr: 'EPN A', ar: 'نقطة أ' }, pivots: [] }],
  agents: [fatima, lahcen],
  demo: true,
  publicUrl: 'https://guichet.example',
  keys: [{ agent: 'fatima', device: 'kiosk', publicKey }],
})

const act = (kind: Act['kind'], after: readonly Act[], payload: Act['payload']): Act =>
  makeAct({
    v: 1,
    dossier,
    kind,
    by: { agent: 'fatima', device: 'kiosk', unit: 'epn-a', role: 'mediator' },
    at: '2026-08-21T09:30:00Z',
    beacon: null,
    after: after.map((one) => one.id),
    payload,
  })
const hash = 'A'.repeat(43)
const procedure = 'ma.residence-certificate-local@1.0.0'
const opened = act('opened', [], { procedure, lang: 'fr' })
const given = act('mandate-given', [opened], {
  procedure,
  days: 31,
  method: 'paper',
  text: 'oui',
  textLang: 'fr',
  textHash: hash,
})
const submitted = act('submitted', [given], {
  procedure,
  answersHash: hash,
  attachments: [],
  to: 'general',
  reference,
  tokenHash: hash,
  secretHash: hash,
  mode: 'enabling',
})
const filed = [opened, given, submitted]

/** A device whose disk is arrays: it holds these acts, and this receipt if any. */
const deviceOf = async (me: Agent, acts: readonly Act[], kept: Receipt | null) => {
  const { sealer, publicKey } = await keyPair()
  const facts = new Map<string, unknown>(kept ? [[`receipt:${dossier}`, kept]] : [])
  const rows: KnownEntry[] = []
  const poked: string[] = []
  const write = async ({ entries }: Pick<LocalChange, 'entries'>) => {
    for (const entry of entries)
      rows.push({
        ...entry,
        dossier,
        key: rows.length + 1,
        incarnation: 'i',
        entry: null,
        pending: true,
        stranded: false,
      })
  }
  await write({ entries: acts.map((one) => ({ kind: 'act', bytes: actBytes(one) })) })
  const directory = directoryOf(publicKey)
  const writer: Writer = {
    me,
    device: 'kiosk',
    incarnation: 'i',
    now: () => '2026-08-22T10:00:00Z',
    beacon: () => null,
    directory: () => directory,
    packs: () => [],
    packOf: () => null,
    wrote: (_what, id) => void poked.push(id),
  }
  const disk = {
    write,
    fact: async (key: string) => facts.get(key) ?? null,
    keepFact: async (key: string, value: unknown) => void facts.set(key, value),
    entriesOf: async () => rows,
    heldOf: async () => [],
  }
  return { receipts: createReceipts({ disk, writer, sealer }), rows, poked, directory }
}

describe('a receipt as a paper', () => {
  test('its seal says what was filed, is made once, and is found genuine by who knows the signer', async () => {
    const { receipts } = await deviceOf(fatima, filed, receipt)
    const paper = await receipts.paperOf(dossier)
    expect(paper?.mandateUntil).toBe('2026-09-20')
    const again = await receipts.paperOf(dossier)
    expect(again?.seal).toBe(paper?.seal)
    const checked = await receipts.check(paper?.seal ?? '')
    expect(checked).toMatchObject({
      ok: true,
      value: {
        check: { type: 'genuine', signer: { agent: 'fatima' } },
        claims: {
          commune: '09.163.03.01',
          point: 'epn-a',
          dossier,
          reference,
          procedure,
          fee: { amount: 20, currency: 'MAD' },
          answerBefore: '2026-08-28',
          mandateUntil: '2026-09-20',
          filed: submitted.id,
        },
      },
    })
    for (const secret of [receipt.secret, 'aaaaaaaaaaaaaaaaaaaaaa'])
      expect(JSON.stringify(checked)).not.toContain(secret)
  })

  test('another device of the commune cannot tell a signer it never heard of from a stranger', async () => {
    const here = await deviceOf(fatima, filed, receipt)
    const there = await deviceOf(lahcen, [], null)
    const seal = (await here.receipts.paperOf(dossier))?.seal ?? ''
    expect(await there.receipts.check(seal)).toMatchObject({ value: { check: { type: 'unknown-signer' } } })
  })

  test('every sheet but the first is a copy, and the count is kept', async () => {
    const { receipts } = await deviceOf(fatima, filed, receipt)
    expect((await receipts.paperOf(dossier))?.printed).toBe(0)
    expect([await receipts.notePrinted(dossier), await receipts.notePrinted(dossier)]).toEqual([1, 2])
    expect((await receipts.paperOf(dossier))?.printed).toBe(2)
  })

  test('only the device that made it has it', async () => {
    const { receipts } = await deviceOf(lahcen, filed, null)
    expect(await receipts.paperOf(dossier)).toBeNull()
  })
})

describe('a mandate taken back with the paper', () => {
  test('where the dossier is not, the act comes after the one the paper names, once', async () => {
    const here = await deviceOf(fatima, filed, receipt)
    const there = await deviceOf(lahcen, [], null)
    const read = readSeal((await here.receipts.paperOf(dossier))?.seal ?? '')
    if (!read.ok) throw new Error(read.error)
    expect(await there.receipts.revokeElsewhere(read.value.claims, 'assez')).toBe(true)
    expect(await there.receipts.revokeElsewhere(read.value.claims, 'assez')).toBe(false)
    expect(there.rows).toHaveLength(1)
    expect(there.poked).toEqual([dossier])
    const written = parseAct(there.rows[0]?.bytes ?? new Uint8Array())
    expect(written).toMatchObject({
      ok: true,
      value: { dossier, kind: 'mandate-revoked', after: [submitted.id], by: { agent: 'lahcen', unit: 'epn-b' } },
    })
    expect(await there.receipts.mandateOf(dossier)).toEqual({ isRevoked: true, until: null })
  })

  test('where the dossier is, what was given and taken back is known from its acts', async () => {
    const revoked = act('mandate-revoked', [submitted], { reason: 'assez' })
    expect(await (await deviceOf(fatima, filed, receipt)).receipts.mandateOf(dossier)).toEqual({
      isRevoked: false,
      until: '2026-09-20',
    })
    const { receipts } = await deviceOf(fatima, [...filed, revoked], receipt)
    expect(await receipts.mandateOf(dossier)).toEqual({ isRevoked: true, until: null })
    expect((await receipts.paperOf(dossier))?.mandateUntil).toBeNull()
  })
})
