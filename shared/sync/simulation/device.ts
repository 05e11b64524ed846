// One simulated person at one simulated kiosk, working through the product's own client machine.
import * as Y from 'yjs'
import { toBase64UrlEncoded } from 'lib0/buffer'
import type { Agent } from '../../access/directory.ts'
import { actBytes, makeAct, type Act } from '../../dossier/act.ts'
import { answerKey, isRegister, openDraft, setAnswer, type Register } from '../../dossier/draft.ts'
import { headsOf } from '../../dossier/graph.ts'
import { makeReference } from '../../dossier/reference.ts'
import { checkAct } from '../../dossier/rules.ts'
import type { ActKind } from '../../procedure/workflow.ts'
import { signCertificate } from '../certificate.ts'
import { clientIdOf } from '../client-id.ts'
import { cutUnsent, pushOnly, syncOnce, type SyncOutcome } from '../client.ts'
import { createSyncMemory, type SyncMemory } from '../exchange.ts'
import type { ClientPorts } from '../client-ports.ts'
import type { SessionKeys } from '../ports.ts'
import { createClientDisk, type FakeClientDisk } from './client-disk.ts'
import { papers, simDirectory, simPack, simProcedure } from './commune.ts'
import { createFakeKey, fakeCodec, type FakeKey } from './crypto.ts'
import type { Plan } from './plan.ts'
import type { FakeNetwork } from './network.ts'
import type { Rng } from './random.ts'
import { readAct } from './read-act.ts'
import type { SyncProtocol } from '../wire-parts.ts'

export class TabDied extends Error {}

export interface FakeDevice {
  readonly id: string
  readonly agent: Agent
  readonly disk: FakeClientDisk
  /** For the checks: what each draft update said, by its bytes. */
  readonly written: ReadonlyMap<Uint8Array, { readonly key: string; readonly register: Register }>
  /** For the checks: acts written while part of what they follow had not come yet (the server had lost it). */
  readonly unaware: ReadonlySet<string>
  isOpen(): boolean
  /** Chance that the tab dies at each operation on its disk. */
  setMortality(chance: number): void
  unlock(): Promise<void>
  /** Cuts what is written, then forgets the keys and the documents. */
  lock(): Promise<void>
  die(): void
  create(): Promise<void>
  answer(): Promise<void>
  /** The next act this person would write on some dossier, if there is one. */
  act(): Promise<void>
  /** What is written goes into a packet, and stays here. */
  cut(): Promise<void>
  /** With the keys when open, without when locked. */
  sync(): Promise<SyncOutcome>
  /** A copy of the profile is taken, or the last one is put back in the place of what is here. */
  copyProfile(): void
  restoreProfile(): void
  readonly protocol: SyncProtocol
  /** Rows whose entry a head has shown as received, at any time. */
  readonly acknowledged: ReadonlySet<string>
  /** The random part of each life of the server this device has followed, by its number. */
  readonly lives: ReadonlyMap<number, ReadonlySet<string>>
}

interface Tab {
  readonly keys: SessionKeys
  readonly docs: Map<string, Y.Doc>
}

const hash = 'A'.repeat(43)

export const createDevice = (
  rng: Rng,
  network: FakeNetwork,
  plan: Plan,
  agent: Agent,
  agentKey: FakeKey,
  id: string,
  protocol: SyncProtocol,
): FakeDevice => {
  let mortality = 0
  let tab: Tab | null = null
  let memory: SyncMemory = createSyncMemory()
  let firstKeys: SessionKeys | null = null
  let putBack: (() => void) | null = null
  const acknowledged = new Set<string>()
  const unaware = new Set<string>()
  const lives = new Map<number, Set<string>>()
  const written = new Map<Uint8Array, { key: string; register: Register }>()
  const skew = rng.pick([0, -1_700_000_000_000, 2_300_000_000_000, 3_600_000])
  let clock = Date.parse('2025-06-01T08:00:00Z') + skew

  const disk = createClientDisk(
    {
      ...plan,
      crashPoint: () => {
        if (mortality > 0 && rng.chance(mortality)) throw new TabDied()
      },
    },
    { counter: 1, random: 'first' },
  )
  const now = (): number => (clock += rng.chance(0.02) ? -3_600_000 : 1000)
  const ports: ClientPorts = {
    disk,
    codec: fakeCodec,
    send: network.send,
    keysOf: async (incarnation) => (tab?.keys.incarnation === incarnation ? tab.keys : disk.keysOf(incarnation)),
    // One key will do for both here.
    deviceKeys: { device: id, sign: agentKey.sign },
    about: { version: 'sim' },
    now,
    random: rng.bytes,
    protocol,
  }
  const note = async (): Promise<void> => {
    const { epoch } = await disk.syncState()
    if (epoch) lives.set(epoch.counter, (lives.get(epoch.counter) ?? new Set()).add(epoch.random))
    for (const row of disk.rows)
      if (row.entry !== null && row.n <= (disk.chainTable.get(row.incarnation)?.acked ?? 0)) acknowledged.add(row.entry)
  }
  const opened = (): Tab => {
    if (!tab) throw new Error('the device is locked')
    return tab
  }
  const actsOf = (dossier: string): readonly Act[] =>
    disk.entriesOf(dossier).flatMap((entry) => {
      const act = entry.kind === 'act' ? readAct(entry.bytes) : null
      return act ? [act] : []
    })
  /** A document to write in holds all this sitting wrote, held or not: no clock is used twice. */
  const docOf = (dossier: string): Y.Doc => {
    const { docs, keys } = opened()
    const incarnation = plan.clientIdReused ? (firstKeys ?? keys).incarnation : keys.incarnation
    const doc = docs.get(dossier) ?? openDraft(0, null)
    docs.set(dossier, doc)
    const own = disk.rows.filter((row) => row.dossier === dossier && row.incarnation === keys.incarnation)
    // Yjs gives a document another clientID when its own comes in from outside: it is set afterwards.
    doc.clientID = 0
    for (const { kind, bytes } of [...disk.entriesOf(dossier), ...own]) if (kind === 'draft') Y.applyUpdate(doc, bytes)
    doc.clientID = clientIdOf(id, incarnation, dossier)
    return doc
  }
  const writeAct = async (dossier: string, kind: ActKind, payload: Record<string, unknown>): Promise<void> => {
    const acts = actsOf(dossier)
    const act = makeAct({
      v: 1,
      dossier,
      kind,
      by: { agent: agent.id, device: id, unit: agent.unit, role: agent.role },
      at: new Date(now()).toISOString(),
      beacon: (await disk.syncState()).beacon,
      after: headsOf(acts),
      payload,
    })
    if (!checkAct({ acts, directory: simDirectory, packs: [simPack] }, act).ok) return
    const known = new Set(acts.map((one) => one.id))
    if (acts.some((one) => one.after.some((before) => !known.has(before)))) unaware.add(act.id)
    await disk.keep({ dossier, kind: 'act', bytes: actBytes(act) }, opened().keys.incarnation)
  }
  const has = (dossier: string, kind: ActKind): boolean => actsOf(dossier).some((act) => act.kind === kind)
  const editable = (): readonly string[] =>
    disk.dossiers().filter((one) => has(one, 'opened') && !has(one, 'submitted'))

  const unlock = async (): Promise<void> => {
    const incarnation = toBase64UrlEncoded(rng.bytes(16))
    const key = createFakeKey(incarnation)
    const { unit, role } = agent
    const certificate = await signCertificate(
      { v: 1, device: id, incarnation, agent: agent.id, unit, role, publicKey: key.publicKey, lasts: 86_400 },
      agentKey.sign,
    )
    const keys = { device: id, agent: agent.id, incarnation, certificate, sign: key.sign }
    firstKeys ??= keys
    const used = plan.incarnationReused ? firstKeys : keys
    await disk.keepKeys(used)
    memory = createSyncMemory()
    tab = { keys: used, docs: new Map() }
  }
  const answer = async (): Promise<void> => {
    const open = editable()
    if (open.length === 0) return
    const dossier = rng.pick(open)
    const { keys, docs } = opened()
    // Closed and opened again, from what is on the disk.
    if (rng.chance(0.3)) docs.delete(dossier)
    const field = rng.pick(['name', 'year', 'village'])
    const said = { by: agent.id, said: 'citizen' as const }
    const doc = docOf(dossier)
    const update = setAnswer(doc, keys.incarnation, field, `${agent.id} ${rng.below(1000)}`, said)
    const key = answerKey(field, keys.incarnation)
    const register: unknown = doc.getMap('answers').get(key)
    if (isRegister(register)) written.set(update, { key, register })
    await disk.keep({ dossier, kind: 'draft', bytes: update }, keys.incarnation)
  }
  const submit = async (dossier: string): Promise<void> => {
    const reference = await disk.takeReference()
    if (!reference) return
    await writeAct(dossier, 'submitted', {
      procedure: simProcedure,
      answersHash: hash,
      attachments: [],
      to: 'office',
      reference: makeReference(reference.site, reference.serial),
      tokenHash: hash,
      secretHash: hash,
      mode: 'enabling',
    })
  }

  /** The next act that this person would write on some dossier, if there is one. */
  const actOnce = async (): Promise<void> => {
    const known = disk.dossiers()
    if (known.length === 0) return
    // Who decides looks at what has come in; the others at what they like.
    const filed = agent.role === 'mediator' ? [] : known.filter((one) => has(one, 'submitted'))
    const dossier = rng.pick(filed.length > 0 && rng.chance(0.8) ? filed : known)
    // An office files for whoever stands before it.
    if (agent.role === 'clerk' && !has(dossier, 'submitted') && rng.chance(0.4)) return submit(dossier)
    if (agent.role === 'mediator') {
      if (!has(dossier, 'submitted') && rng.chance(0.5)) return submit(dossier)
      return writeAct(dossier, 'noted', { text: `note ${rng.below(1000)}` })
    }
    if (has(dossier, 'submitted') && rng.chance(0.6)) {
      if (!has(dossier, 'decided')) return writeAct(dossier, 'decided', { outcome: 'accepted' })
      for (const document of papers) await writeAct(dossier, 'issued', { document })
      return
    }
    const [kind, payload] = rng.pick([
      ['claimed', {}],
      ['decided', { outcome: 'accepted' }],
      ['decided', { outcome: 'refused', text: 'non' }],
      ['ready', {}],
      ['noted', { text: 'vu' }],
      ['transferred', { to: 'town', reason: 'compétence' }],
    ] as const)
    return writeAct(dossier, kind, payload)
  }

  return {
    id,
    agent,
    disk,
    written,
    unaware,
    isOpen: () => tab !== null,
    setMortality: (chance) => {
      mortality = chance
    },
    unlock,
    lock: async () => {
      await cutUnsent(ports)
      tab = null
      memory = createSyncMemory()
    },
    die: () => {
      disk.cutPower()
      tab = null
      memory = createSyncMemory()
    },
    create: async () => {
      const dossier = toBase64UrlEncoded(rng.bytes(16))
      await writeAct(dossier, 'opened', { procedure: simProcedure, lang: rng.pick(['fr', 'ar']) })
    },
    answer,
    act: async () => {
      // An office works through what lies there.
      for (let left = agent.role === 'clerk' ? 1 + rng.below(6) : 1; left > 0; left--) await actOnce()
    },
    cut: async () => void (await cutUnsent(ports)),
    sync: async () => {
      // So small that a few rows already make several requests and several pages.
      memory.batch = rng.pick([300, 1200, 40_000])
      memory.room = rng.pick([200, 3000, 1_000_000])
      const outcome = await (tab
        ? syncOnce(ports, memory, tab.keys.incarnation, plan.client)
        : pushOnly(ports, memory, plan.client))
      await note()
      // The server knows this sitting otherwise: the app ends it.
      if (outcome.type === 'synced' && tab && outcome.report.forked.includes(tab.keys.incarnation)) {
        tab = null
        memory = createSyncMemory()
      }
      return outcome
    },
    copyProfile: () => {
      putBack = disk.copy()
    },
    restoreProfile: () => {
      if (!putBack) return
      lives.clear()
      tab = null
      memory = createSyncMemory()
      putBack()
    },
    protocol,
    acknowledged,
    lives,
  }
}
