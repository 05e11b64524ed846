// A device whose agent is dishonest or whose machine is taken over: its keys are good, what it sends is not. Everything
// it writes must end as held, or refused, and hurt nobody.
import * as Y from 'yjs'
import { toBase64UrlEncoded } from 'lib0/buffer'
import type { Agent } from '../../access/directory.ts'
import { actBytes, makeAct } from '../../dossier/act.ts'
import { openDraft, setAnswer } from '../../dossier/draft.ts'
import type { ActKind } from '../../procedure/workflow.ts'
import { signCertificate } from '../certificate.ts'
import { cutPacket } from '../chain.ts'
import { clientIdOf } from '../client-id.ts'
import { entryId } from '../entry.ts'
import type { Entry, SessionKeys, WitnessPage } from '../ports.ts'
import { encodeRequest, requestToSign, sealRequest, sinceProtocol2 } from '../wire-request.ts'
import { simProcedure } from './commune.ts'
import { createFakeKey, fakeCodec, type FakeKey } from './crypto.ts'
import type { Rng } from './random.ts'

/** A dossier to attack, as somebody sees it. */
export interface Target {
  readonly dossier: string
  readonly entries: readonly Entry[]
}

/** One request with bad entries; `other` is somebody whose name may be abused. */
export const hostileRequest = async (
  rng: Rng,
  device: string,
  agent: Agent,
  agentKey: FakeKey,
  other: Agent,
  target: Target,
): Promise<Uint8Array> => {
  const incarnation = toBase64UrlEncoded(rng.bytes(16))
  const key = createFakeKey(incarnation)
  const { unit, role } = agent
  const certificate = await signCertificate(
    { v: 1, device, incarnation, agent: agent.id, unit, role, publicKey: key.publicKey, lasts: 86_400 },
    agentKey.sign,
  )
  const keys: SessionKeys = { device, agent: agent.id, incarnation, certificate, sign: key.sign }
  const bad = Array.from({ length: 1 + rng.below(4) }, () => badEntry(rng, keys, agent, other, target))
  // Drafts of one packet are merged when it is cut, and rubbish can't be.
  const draft = bad.find(({ kind }) => kind === 'draft')
  const entries = bad.filter((entry) => entry.kind === 'act' || entry === draft)
  const rows = entries.map((entry, at) => ({ ...entry, key: at + 1, incarnation }))
  const { packet } = await cutPacket(rows, { keys, codec: fakeCodec, chain: null, now: 0, beacon: null })
  const forged = rng.chance(0.3) ? packet.bytes.map((byte, at) => (at === 210 ? byte ^ 1 : byte)) : packet.bytes
  const encoded = encodeRequest({
    protocol: 2,
    incarnation,
    certificate,
    epoch: null,
    directoryVersion: null,
    cursors: {},
    wantsReferences: false,
    chains: [],
    nonce: rng.bytes(8),
    time: 0,
    ...sinceProtocol2,
    packets: [forged],
    ...(rng.chance(0.4) ? { witnessed: { pages: [forgedPage(rng, unit, entries)], entries } } : {}),
  })
  return sealRequest(encoded, await key.sign(requestToSign(encoded)))
}

/** A page that the server never gave. */
const forgedPage = (rng: Rng, unit: string, entries: readonly Entry[]): WitnessPage => ({
  epoch: { counter: 1, random: 'first' },
  unit,
  ids: entries.map(entryId),
  receipt: rng.bytes(32),
})

const badEntry = (rng: Rng, keys: SessionKeys, agent: Agent, other: Agent, { dossier, entries }: Target): Entry => {
  const what = rng.pick(['garbage', 'foreign client', 'another name', 'another author', 'foreign key', 'hole'] as const)
  if (what === 'another author') return { dossier, kind: 'act', bytes: forgedAct(rng, keys, other, dossier) }
  if (what === 'garbage')
    return { dossier, kind: rng.pick(['draft', 'act'] as const), bytes: rng.bytes(1 + rng.below(60)) }
  const doc = openDraft(0, null)
  for (const { kind, bytes } of entries) if (kind === 'draft') Y.applyUpdate(doc, bytes)
  const client = clientIdOf(keys.device, keys.incarnation, dossier)
  doc.clientID = what === 'foreign client' ? client + 1 : client
  const said = { by: what === 'another name' ? other.id : agent.id, said: 'citizen' as const }
  const whose = what === 'foreign key' ? toBase64UrlEncoded(rng.bytes(16)) : keys.incarnation
  const update = setAnswer(doc, whose, 'name', `faux ${rng.below(1000)}`, said)
  // Something that builds on what is never sent.
  if (what === 'hole') return { dossier, kind: 'draft', bytes: setAnswer(doc, whose, 'year', 'faux', said) }
  return { dossier, kind: 'draft', bytes: update }
}

const forgedAct = (rng: Rng, keys: SessionKeys, other: Agent, dossier: string): Uint8Array => {
  const kind: ActKind = rng.pick(['noted', 'opened'])
  return actBytes(
    makeAct({
      v: 1,
      dossier,
      kind,
      by: { agent: other.id, device: keys.device, unit: other.unit, role: other.role },
      at: '2025-06-01T08:00:00.000Z',
      beacon: null,
      after: [],
      payload: kind === 'noted' ? { text: 'faux' } : { procedure: simProcedure, lang: 'fr' },
    }),
  )
}
