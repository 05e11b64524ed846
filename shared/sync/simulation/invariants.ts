// What must hold after every step, and what must hold once the faults have stopped. Each finding is one sentence.
import * as Y from 'yjs'
import { openDraft, parseAnswerKey, readAnswers, type Register } from '../../dossier/draft.ts'
import type { Entry } from '../ports.ts'
import type { FakeDevice } from './device.ts'
import { readAct } from './read-act.ts'
import type { FakeServerDisk } from './server-disk.ts'

/** P2: what a device takes for received is committed at the server, by hash. */
export const findFalseAcknowledgements = async (
  server: FakeServerDisk,
  device: FakeDevice,
): Promise<readonly string[]> => {
  const found: string[] = []
  for (const { incarnation, acked } of device.disk.chainTable.values()) {
    if (acked === 0) continue
    const cut = device.disk.packets.find((packet) => packet.incarnation === incarnation && packet.n === acked)
    const committed = await server.tx.packetHash(incarnation, acked)
    if (!cut || cut.hash !== committed)
      found.push(`${device.agent.id} takes packet ${acked} for received, the server lacks it`)
  }
  return found
}

/** Everything at rest: nothing lost, nothing stuck, everybody sees the same. */
export const findFinalFaults = async (
  server: FakeServerDisk,
  devices: readonly FakeDevice[],
): Promise<readonly string[]> => {
  const found: string[] = []
  for (const device of devices) {
    found.push(...(await findFalseAcknowledgements(server, device)))
    found.push(...findLostRows(server, device))
    if ((await device.disk.outbox()).length > 0) found.push(`${device.agent.id} still has packets to send`)
  }
  const dossiers = new Set([...server.log.values()].filter((row) => row.held === null).map((row) => row.dossier))
  for (const dossier of dossiers) found.push(...(await compareReplicas(server, devices, dossier)))
  return found
}

const findLostRows = (server: FakeServerDisk, { agent, disk }: FakeDevice): readonly string[] =>
  disk.rows.flatMap((row) => {
    if (row.entry === null) return [`${agent.id}: a ${row.kind} was never sent`]
    const known = server.log.get(row.entry)
    if (!known) return [`${agent.id}: a ${row.kind} that was kept is lost`]
    // The one reason for which an honest device is held: the dossier was submitted elsewhere meanwhile.
    if (known.held !== null && known.held !== 'after-submission')
      return [`${agent.id}: an honest ${row.kind} is held: ${known.held}`]
    if (known.held !== null && !disk.held.has(row.entry)) return [`${agent.id} was not told that a ${row.kind} is held`]
    return []
  })

interface View {
  readonly acts: readonly string[]
  readonly answers: Readonly<Record<string, readonly string[]>>
  readonly pending: boolean
}

const compareReplicas = async (
  server: FakeServerDisk,
  devices: readonly FakeDevice[],
  dossier: string,
): Promise<readonly string[]> => {
  const found: string[] = []
  const applied = [...server.log.values()]
    .filter((row) => row.dossier === dossier && row.held === null)
    .sort((a, b) => (a.applied ?? 0) - (b.applied ?? 0))
  const submitted = applied.findIndex((row) => row.kind === 'act' && kindOf(row) === 'submitted')
  if (submitted >= 0 && applied.slice(submitted).some((row) => row.kind === 'draft'))
    found.push('a draft changed after its submission')
  const merged = await server.tx.draft(dossier)
  const truth = viewOf([
    ...applied.filter((row) => row.kind === 'act'),
    ...(merged ? [{ dossier, kind: 'draft' as const, bytes: merged }] : []),
  ])
  const expected = expectedAnswers(devices, server, dossier)
  if (JSON.stringify(expected) !== JSON.stringify(truth.answers))
    found.push(`answers at the server: ${JSON.stringify(truth.answers)}, written: ${JSON.stringify(expected)}`)
  const circulation = await server.tx.circulation(dossier)
  for (const { agent, disk } of devices) {
    const entries = disk.entriesOf(dossier)
    if (!circulation.includes(agent.unit)) {
      if (entries.length > 0) found.push(`${agent.id} sees a dossier that does not go to ${agent.unit}`)
      continue
    }
    const view = viewOf(entries)
    if (view.pending) found.push(`${agent.id} has an update that waits for another`)
    if (JSON.stringify(view.acts) !== JSON.stringify(truth.acts))
      found.push(`${agent.id} has other acts than the server`)
    if (JSON.stringify(view.answers) !== JSON.stringify(truth.answers))
      found.push(`${agent.id} has other answers than the server`)
  }
  return found
}

const kindOf = (entry: Entry): string => readAct(entry.bytes)?.kind ?? 'unreadable'

const viewOf = (entries: readonly Entry[]): View => {
  const doc = openDraft(0, null)
  const acts: string[] = []
  for (const entry of entries) {
    if (entry.kind === 'draft') Y.applyUpdate(doc, entry.bytes)
    else acts.push(readAct(entry.bytes)?.id ?? 'unreadable')
  }
  const { said, conflicts } = readAnswers(doc)
  const answers: Record<string, readonly string[]> = {}
  for (const [field, register] of said) answers[field] = [String(register.v)]
  for (const [field, all] of conflicts) answers[field] = [...new Set(all.map((one) => String(one.register.v)))].sort()
  return { acts: acts.sort(), answers: sorted(answers), pending: doc.store.pendingStructs !== null }
}

/** What people should see, worked out from the single updates they wrote, without merging documents. */
const expectedAnswers = (devices: readonly FakeDevice[], server: FakeServerDisk, dossier: string): View['answers'] => {
  const last = new Map<string, Register>()
  for (const { disk, written } of devices) {
    for (const row of disk.rows) {
      const write = written.get(row.bytes)
      if (row.dossier !== dossier || !write || row.entry === null) continue
      if (server.log.get(row.entry)?.held !== null) continue
      if ((last.get(write.key)?.n ?? 0) < write.register.n) last.set(write.key, write.register)
    }
  }
  const answers: Record<string, readonly string[]> = {}
  for (const [key, register] of last) {
    const field = parseAnswerKey(key)?.field ?? ''
    const hidden = [...last].some(([other, { over }]) => other !== key && (over[key] ?? 0) >= register.n)
    if (!hidden) answers[field] = [...new Set([...(answers[field] ?? []), String(register.v)])].sort()
  }
  return sorted(answers)
}

const sorted = <T>(record: Record<string, T>): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))
