// Three processes of one commune, killed or relieved in turn while devices write through a proxy that gives each request
// to another process. At the end the database holds what the devices hold: each packet once, each entry once in each
// journal, numbers without a gap, and the same digests.
import { setTimeout as pause } from 'node:timers/promises'
import { packRef } from '../../shared/procedure/pack.ts'
import { loadKeys } from '../accept/keys.ts'
import { makeTicket } from '../accept/statement.ts'
import { lastNumber } from '../store/counters.ts'
import { digestOf } from '../store/journal.ts'
import { openPostgres, type PostgresPlace } from '../store/postgres.ts'
import { createTestDevice, newId, type TestDevice } from '../testing/test-device.ts'
import { shippedPacks } from '../testing/test-server.ts'
import { startFleet, type Fleet } from './fleet.ts'
import { roadTo } from './server-process.ts'
import { watchBoard, type BoardWatch } from './watch-board.ts'
import { createDiary, createWriter, settle, type Diary, type Writer } from './writer.ts'

interface Plan {
  readonly dataDir: string
  readonly databaseUrl: string
  /** Empty, or not there yet. */
  readonly schema: string
  /** Acknowledged, at least. */
  readonly packets: number
  /** `killed`: SIGKILL each second, never the last one. `relieved`: one after the other, each after another has come. */
  readonly by: 'killed' | 'relieved'
  /** So many go at least. */
  readonly gone: number
  readonly tell?: (line: string) => void
}

export interface RollingReport {
  /** Processes that went. */
  readonly gone: number
  /** Exit codes of those that were told to go. */
  readonly codes: readonly (number | null)[]
  /** Processes whose board told of the last packet, which came to one of them. */
  readonly boards: number
  /** Requests without an answer. */
  readonly unanswered: number
  /** Acknowledged to devices. */
  readonly packets: number
  readonly entries: number
  /** What is not as it should be. Must be empty. */
  readonly wrong: readonly string[]
}

export const runRolling = async (plan: Plan): Promise<RollingReport> => {
  const { dataDir, databaseUrl, schema, tell = () => undefined } = plan
  const env = {
    DATABASE_URL: databaseUrl,
    DATABASE_SCHEMA: schema,
    ...(plan.by === 'relieved' ? { DRAIN_SECONDS: '1' } : {}),
  }
  const fleet = await startFleet({ dataDir, env }, 3)
  try {
    const road = roadTo(() => fleet.proxy.url, dataDir)
    const diary = createDiary()
    let serial = 0
    const writers = await Promise.all(
      (['fatima', 'fatima', 'fatima', 'lahcen', 'lahcen', 'lahcen'] as const).map((agent) =>
        createWriter(road, agent, diary, () => serial++),
      ),
    )
    let gone = 0
    const isOver = (): boolean => diary.packets.size >= plan.packets && gone >= plan.gone
    const wentOne = (): void => {
      if (++gone % 10 === 0) tell(said(diary, fleet))
    }
    const [codes] = await Promise.all([
      plan.by === 'killed' ? killInTurn(fleet, isOver, wentOne) : relieveInTurn(fleet, isOver, wentOne),
      ...writers.map((writer) => writeUntil(writer, isOver)),
    ])
    const unanswered = fleet.proxy.lost()
    await fleet.settled()
    const place = { url: databaseUrl, schema }
    const boards = await openBoards(fleet, dataDir)
    await writers[0]?.writeAndSync()
    // Twice: on a busy machine one still sends what those before it have not read.
    for (const writer of [...writers, ...writers]) await writer.settle()
    const told = await headOf(place)
    await Promise.all(boards.map((board) => board.reaches(told)))
    for (const board of boards) board.close()
    const readers = await Promise.all(['fatima', 'lahcen'].map((agent) => createTestDevice(road, agent)))
    for (const reader of readers) await settle(reader.sync)
    tell(said(diary, fleet))
    return {
      gone,
      codes,
      unanswered,
      boards: boards.length,
      packets: diary.packets.size,
      entries: diary.entries.size,
      wrong: await compare(place, diary, writers, readers),
    }
  } finally {
    await fleet.close()
  }
}

/** Of the packets of a device: a whole request. The others open one. */
const WHOLE_EVERY = 5

const said = ({ packets }: Diary, fleet: Fleet): string =>
  `${packets.size} packets acknowledged, ${fleet.open().length} processes open, ${fleet.proxy.lost()} requests unanswered`

const writeUntil = async (writer: Writer, isOver: () => boolean): Promise<void> => {
  const [pack] = shippedPacks()
  const procedure = pack ? packRef(pack) : ''
  for (let turn = 0; !isOver(); turn++) {
    if (turn % WHOLE_EVERY === 0) await writer.writeAndSync()
    else {
      await writer.device.act(newId(), 'opened', { procedure, lang: 'fr' })
      await writer.syncOnce()
    }
  }
}

const killInTurn = async (fleet: Fleet, isOver: () => boolean, wentOne: () => void): Promise<readonly null[]> => {
  while (!isOver()) {
    await pause(1000)
    const [first, ...others] = fleet.open()
    if (!first || others.length === 0) continue
    await fleet.replace(first)
    wentOne()
  }
  return []
}

const relieveInTurn = async (
  fleet: Fleet,
  isOver: () => boolean,
  wentOne: () => void,
): Promise<readonly (number | null)[]> => {
  const codes: (number | null)[] = []
  for (let [first] = fleet.open(); first && !isOver(); [first] = fleet.open()) {
    codes.push(await fleet.relieve(first))
    wentOne()
  }
  return codes
}

const unit = 'bureau-general'

/** One at each process that listens. */
const openBoards = async (fleet: Fleet, dataDir: string): Promise<readonly BoardWatch[]> => {
  const keys = await loadKeys(dataDir, false)
  if (!keys.ok) throw new Error(keys.error.type)
  const ticket = await makeTicket(keys.value.secret, { unit, agent: 'omar' }, new Date())
  return fleet.open().flatMap(({ url }) => (url === null ? [] : [watchBoard(url, unit, ticket)]))
}

const headOf = async (place: PostgresPlace): Promise<number> => {
  const opened = await openPostgres(place)
  if (!opened.ok) throw new Error(opened.error.message)
  const head = await lastNumber(opened.value.db, `unit:${unit}`)
  await opened.value.close()
  return head
}

/** Sentences of what differs. */
const compare = async (
  place: PostgresPlace,
  diary: Diary,
  writers: readonly Writer[],
  readers: readonly TestDevice[],
): Promise<readonly string[]> => {
  const opened = await openPostgres(place)
  if (!opened.ok) throw new Error(opened.error.message)
  const { db } = opened.value
  const wrong: string[] = []
  const same = (what: string, found: unknown, expected: unknown): void => {
    if (String(found) !== String(expected)) wrong.push(`${what}: ${String(found)}, not ${String(expected)}`)
  }
  try {
    const packets = await db.selectFrom('packets').select('hash').execute()
    const stored = new Set(packets.map(({ hash }) => hash))
    for (const hash of diary.packets) if (!stored.has(hash)) wrong.push(`packet ${hash} is lost`)
    const cut = await Promise.all(writers.map(({ device }) => device.disk.chain(device.incarnation)))
    same(
      'packets',
      packets.length,
      cut.reduce((sum, chain) => sum + (chain?.n ?? 0), 0),
    )

    const entries = new Set((await db.selectFrom('entries').select('id').execute()).map(({ id }) => id))
    for (const id of diary.entries.keys()) if (!entries.has(id)) wrong.push(`entry ${id} is lost`)
    const held = await db.selectFrom('entries').select('id').where('held', 'is not', null).execute()
    same('entries held', held.length, 0)

    const lines = await db.selectFrom('journal').select(['unit', 'seq', 'entry']).orderBy('seq').execute()
    for (const [unit, journal] of Map.groupBy(lines, (line) => line.unit)) {
      same(`numbers of ${unit}`, journal.at(-1)?.seq, journal.length)
      same(`entries once in ${unit}`, new Set(journal.map(({ entry }) => entry)).size, journal.length)
    }
    for (const device of [...writers.map((writer) => writer.device), ...readers]) {
      const { unit } = device.enrolled.agent
      const [own, theirs] = [await device.disk.digest(unit), await digestOf(db, unit)]
      same(`digest of ${unit}`, own && Buffer.from(own).toString('hex'), Buffer.from(theirs).toString('hex'))
    }
  } finally {
    await opened.value.close()
  }
  return wrong
}
