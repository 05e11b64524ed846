// What people really do, by the thousand: answers, notes and papers of several people on one dossier, cut into packets
// as the client cuts them, examined as the server examines them. Not one may be refused.
import { canonicalJson } from '../../shared/dossier/canonical.ts'
import { openDraft, readAnswers, setAnswer, setAttachment } from '../../shared/dossier/draft.ts'
import { answerSides, helpModes, proofs, type Said } from '../../shared/dossier/said.ts'
import type { AnswerValue } from '../../shared/form/form.ts'
import { varieties } from '../../shared/speech/variety.ts'
import { parseEntries } from '../../shared/sync/body.ts'
import { cutPacket } from '../../shared/sync/chain.ts'
import { clientIdOf } from '../../shared/sync/client-id.ts'
import { examineDraft } from '../../shared/sync/examine.ts'
import { guardUpdate, pulledLimits } from '../../shared/sync/guard.ts'
import { parsePacket } from '../../shared/sync/packet.ts'
import type { Chain, UnsentRow } from '../../shared/sync/client-ports.ts'
import type { SessionKeys } from '../../shared/sync/ports.ts'
import { hash43, idOf } from '../../shared/sync/simulation/calm.ts'
import { createFakeKey, fakeCodec } from '../../shared/sync/simulation/crypto.ts'
import type { Rng } from '../../shared/sync/simulation/random.ts'
import * as Y from 'yjs'
import { Broken, expectThat } from './target.ts'

interface Sitting {
  readonly keys: SessionKeys
  doc: Y.Doc
  rows: UnsentRow[]
  chain: Chain | null
}

const fields = ['name', 'year', 'douar', 'phone', 'gps', 'children', 'members[k7f2].name', 'members[z9].born']
const words = ['appelé le ', 'مرحبا ', '👩‍🌾', 'Douar Aït Souka', '\n', 'e\u0301', '٣٤', ' ', 'a']
const agents = ['mediator-a', 'mediator-b', 'clerk-c']

const valueOf = (rng: Rng): AnswerValue =>
  rng.pick<() => AnswerValue>([
    () => rng.pick(words).repeat(1 + rng.below(6)),
    () => rng.below(3000),
    () => rng.next() * 1e9,
    () => -rng.below(10),
    () => rng.chance(0.5),
    () => null,
    () => Array.from({ length: rng.below(5) }, () => rng.pick(fields)),
    () => ({ lat: rng.next() * 90, lon: -rng.next() * 180, accuracy: rng.below(50) }),
    () => 'ص'.repeat(rng.chance(0.05) ? 4000 : rng.below(200)),
  ])()

/**
 * One dossier from its first edit to its last push; how many structs its draft came to. `met` is told each update before
 * it is examined.
 */
export const liveOneDossier = async (rng: Rng, edits: number, met: (update: Uint8Array) => void): Promise<number> => {
  const dossier = idOf(`dossier ${rng.next()}`)
  let server: Uint8Array | null = null
  const sit = (agent: string): Sitting => {
    const [device, incarnation] = [idOf(agent), idOf(`${agent} ${rng.next()}`)]
    const keys = { device, agent, incarnation, certificate: new Uint8Array(100), sign: createFakeKey(incarnation).sign }
    return { keys, doc: openDraft(clientIdOf(device, incarnation, dossier), server), rows: [], chain: null }
  }
  const sittings = agents.slice(0, 1 + rng.below(agents.length)).map(sit)

  const push = async (one: Sitting): Promise<void> => {
    while (one.rows.length > 0) {
      const cut = await cutPacket(one.rows, {
        keys: one.keys,
        codec: fakeCodec,
        chain: one.chain,
        now: 0,
        beacon: null,
      })
      one.chain = cut.chain
      one.rows = one.rows.filter((row) => !cut.rowKeys.includes(row.key))
      const packet = parsePacket(cut.packet.bytes)
      if (!packet.ok) throw new Error('an honest packet does not parse')
      const { header, body } = packet.value.packet
      const opened = await fakeCodec.open(body, header, 2 ** 30, packet.value.header.protocol)
      const entries = parseEntries(opened, { sitting: packet.value.header })
      if (!entries.ok) throw new Error('an honest body does not parse')
      for (const { bytes } of entries.value) {
        met(bytes)
        const verdict = examineDraft(server, bytes, dossier, one.keys)
        expectThat(verdict.ok, `an honest update is taken (${verdict.ok ? '' : verdict.error})`)
        if (verdict.ok) server = verdict.value
      }
    }
  }

  for (let left = edits; left > 0; left--) {
    const one = rng.pick(sittings)
    one.rows.push({ key: left, dossier, kind: 'draft', incarnation: one.keys.incarnation, bytes: edit(one, rng) })
    if (rng.chance(0.25)) await push(one)
    if (rng.chance(0.1) && server) Y.applyUpdate(one.doc, server)
    // Somebody locks, and sits down again.
    if (rng.chance(0.02)) {
      await push(one)
      sittings[sittings.indexOf(one)] = sit(one.keys.agent)
    }
  }
  for (const one of sittings) await push(one)
  const merged = guardUpdate(server ?? Uint8Array.of(0, 0), pulledLimits)
  const answers = sittings.map(({ doc }) => {
    if (server) Y.applyUpdate(doc, server)
    return canonicalJson(readAnswers(doc).answers)
  })
  expectThat(new Set(answers).size === 1, 'all devices read the same answers')
  if (!merged.ok) throw new Broken('the merged draft passes the guard of a device')
  return merged.value.structs
}

/** What stands beside an answer; each may be unknown. */
export const howOf = (rng: Rng): Omit<Said, 'by' | 'said'> => ({
  ...(rng.chance(0.3) ? { proof: rng.pick(proofs) } : {}),
  ...(rng.chance(0.7) ? { mode: rng.pick(helpModes) } : {}),
  ...(rng.chance(0.7) ? { heard: rng.pick(varieties) } : {}),
  ...(rng.chance(0.7) ? { side: rng.pick(answerSides) } : {}),
})

/** One edit, as the desk makes it; the update that is kept. */
const edit = ({ doc, keys }: Sitting, rng: Rng): Uint8Array => {
  const chance = rng.next()
  const notes = doc.getText('notes')
  if (chance < 0.55)
    return setAnswer(doc, keys.incarnation, rng.pick(fields), valueOf(rng), {
      by: keys.agent,
      said: rng.pick(['citizen', 'helper', 'document'] as const),
      ...howOf(rng),
    })
  if (chance < 0.6)
    return setAttachment(
      doc,
      rng.chance(0.5) ? hash43 : `${idOf(`${rng.next()}`).slice(0, 21)}${idOf(`${rng.next()}`).slice(0, 21)}A`,
      { field: 'bill', mediaType: 'image/webp', size: rng.below(200_000) },
    )
  let update = new Uint8Array()
  const keep = (written: Uint8Array): void => {
    update = new Uint8Array(written)
  }
  doc.on('update', keep)
  if (chance < 0.9 || notes.length === 0)
    notes.insert(rng.chance(0.6) ? notes.length : rng.below(notes.length + 1), rng.pick(words))
  else {
    const at = rng.below(notes.length)
    notes.delete(at, Math.min(1 + rng.below(6), notes.length - at))
  }
  doc.off('update', keep)
  return update
}
