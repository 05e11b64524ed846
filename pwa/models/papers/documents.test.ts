import { describe, expect, test } from 'vitest'
import type { Agent, Directory } from '../../../shared/access/directory.ts'
import { actBytes, makeAct } from '../../../shared/dossier/act.ts'
import type { Act, ActAuthor } from '../../../shared/dossier/act.ts'
import { toBase64Url } from '../../../shared/dossier/canonical.ts'
import { makeReference } from '../../../shared/dossier/reference.ts'
import { readDocumentSeal } from '../../../shared/receipt/document-seal.ts'
import type { KnownEntry } from '../../storage/rows.ts'
import { createSealer } from '../receipt-signing.ts'
import type { Writer } from '../writer.ts'
import { checkDocument, isMadeOutTo } from './document-check.ts'
import { createDocuments } from './documents.ts'
import type { PaperTools } from './tools.ts'

const khadija: Agent = { id: 'khadija', name: 'Khadija I.', role: 'clerk', unit: 'etat-civil' }
const fatima: Agent = { id: 'fatima', name: 'Fatima B.', role: 'mediator', unit: 'epn-a' }
const dossier = 'q83vASNFZ4mrze8BI0VniQ'
const procedure = 'ma.residence-certificate-local@1.2.0'
const hash = 'A'.repeat(43)
const facts = {
  reference: makeReference(12, 4067),
  procedure,
  number: null,
  validity: 'P3M',
  names: ['الحسين', 'أمغار'],
}

const act = (kind: Act['kind'], payload: Act['payload'], by: Partial<ActAuthor> = {}): Act =>
  makeAct({
    v: 1,
    dossier,
    kind,
    by: { agent: 'khadija', device: 'pc', unit: 'etat-civil', role: 'clerk', ...by },
    at: '2026-08-21T09:30:00Z',
    beacon: null,
    after: [],
    payload,
  })
const issued = act('issued', { document: 'certificate', wordsHash: hash })
const numbered = act(
  'numbered',
  { issued: issued.id, office: 'etat-civil', year: 2026, series: 'A', n: 17 },
  { agent: 'server', device: 'server', role: 'system' },
)

const desk = async (me: Agent = khadija, device = 'pc') => {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const
  const pair = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey))
  const publicKey = toBase64Url(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)))
  const directory: Directory = {
    commune: { code: '07.041.07.03', name: { fr: 'Asni', ar: 'أسني' }, province: { fr: 'P', ar: 'إ' } },
    units: [],
    agents: [khadija, fatima],
    demo: true,
    publicUrl: 'https://guichet.example',
    keys: [{ agent: me.id, device, publicKey }],
  }
  const kept = new Map<string, unknown>()
  const rows: KnownEntry[] = []
  const tools: PaperTools = {
    disk: {
      fact: async (key) => kept.get(key),
      keepFact: async (key, value) => void kept.set(key, value),
      entriesOf: async () => rows,
      heldOf: async () => [],
    },
    writer: {
      me,
      device,
      directory: () => directory,
      packOf: () => null,
      now: () => '2026-08-22T10:00:00Z',
    } as Partial<Writer> as Writer,
    sealer: await createSealer(pair.privateKey, pkcs8),
  }
  const arrives = (...acts: readonly Act[]) =>
    acts.forEach((one) =>
      rows.push({
        key: rows.length + 1,
        dossier,
        kind: 'act',
        bytes: actBytes(one),
        incarnation: '',
        entry: one.id,
        pending: false,
        stranded: false,
      }),
    )
  const checked = async (seal: string | null) => {
    const read = await checkDocument(seal ?? '', tools)
    if (!read.ok) throw new Error(read.error)
    return read.value
  }
  return { documents: createDocuments(tools), checked, arrives, tools }
}

describe('the seal of an issued document', () => {
  test('a reprint carries the seal of the first sheet, the official sheet its own', async () => {
    const { documents } = await desk()
    const first = await documents.sealOf(issued, facts)
    expect(await documents.sealOf(issued, facts)).toBe(first)
    const official = await documents.sealOf(issued, { ...facts, number: '2026-A-17' })
    expect(official).not.toBe(first)
    const read = readDocumentSeal(official ?? '')
    expect(read.ok && read.value.claims).toMatchObject({
      office: 'etat-civil',
      number: '2026-A-17',
      issuedAt: '2026-08-21T09:30:00Z',
      validUntil: '2026-11-21',
      words: hash,
      issued: issued.id,
    })
  })

  test('an act of before papers had words gets no seal: nothing could be held against it', async () => {
    const { documents } = await desk()
    expect(await documents.sealOf(act('issued', { document: 'certificate' }), facts)).toBeNull()
  })

  test('each face counts its own sheets, and only the device that issued has the first one', async () => {
    const { documents } = await desk()
    expect(await documents.notePrinted(issued.id, 'provisional')).toBe(1)
    expect(await documents.notePrinted(issued.id, 'provisional')).toBe(2)
    expect(await documents.printsOf(issued.id, 'official')).toBe(0)
    expect(documents.isMadeHere(issued)).toBe(true)
    expect((await desk(khadija, 'other')).documents.isMadeHere(issued)).toBe(false)
  })
})

describe('a document in hand', () => {
  test('its names are compared by their hash, on a device that has nothing of it', async () => {
    const { documents, checked } = await desk()
    const { claims, check, here, names } = await checked(await documents.sealOf(issued, facts))
    expect([check.type, here.type, names]).toEqual(['genuine', 'unknown', null])
    expect(isMadeOutTo(claims, facts.names)).toBe(true)
    expect(isMadeOutTo(claims, ['الحسين', 'أمغارو'])).toBe(false)
  })

  test('a mediator’s key makes no document, though it is one of the commune', async () => {
    const { documents, checked } = await desk(fatima)
    expect((await checked(await documents.sealOf(issued, facts))).check).toEqual({
      type: 'not-entitled',
      signer: fatima,
    })
  })

  test('where its act is known, a provisional paper whose number has come says which', async () => {
    const { documents, checked, arrives } = await desk()
    const seal = await documents.sealOf(issued, facts)
    arrives(issued)
    expect((await checked(seal)).here).toEqual({ type: 'agrees' })
    arrives(numbered)
    expect((await checked(seal)).here).toEqual({ type: 'numbered', number: '2026-A-17' })
  })

  test('another number or other words than those of its act contradict it', async () => {
    const { documents, checked, arrives } = await desk()
    const otherNumber = await documents.sealOf(issued, { ...facts, number: '2026-A-18' })
    const otherWords = act('issued', { document: 'certificate', wordsHash: 'B'.repeat(42) + 'A' })
    arrives(issued, numbered)
    expect((await checked(otherNumber)).here).toEqual({ type: 'contradicts' })
    const altered = { ...issued, payload: otherWords.payload }
    expect((await checked(await documents.sealOf(altered, { ...facts, number: '2026-A-17' }))).here).toEqual({
      type: 'contradicts',
    })
  })

  test('a paper that another has replaced says when; one that is too old says so', async () => {
    const { documents, checked, arrives } = await desk()
    const seal = await documents.sealOf(issued, { ...facts, validity: 'P1D' })
    arrives(issued, numbered, act('issued', { document: 'certificate', wordsHash: hash, replaces: issued.id }))
    const { here, isExpired } = await checked(seal)
    expect(here).toEqual({ type: 'replaced', at: '2026-08-21T09:30:00Z', number: null })
    // Its last day is still a day.
    expect(isExpired).toBe(false)
    const short = await documents.sealOf(act('issued', { document: 'c', wordsHash: hash }), {
      ...facts,
      validity: 'P0D',
    })
    expect((await checked(short)).isExpired).toBe(true)
  })
})
