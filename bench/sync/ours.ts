// Morchid as it is run: the real server on a folder of its own, and devices that are the product's client machine with real
// keys over HTTP. One commune with a service point for each desk of the crowd; a mediator at each.
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import * as v from 'valibot'
import { makeReference } from '../../shared/dossier/reference.ts'
import { readLocalWord } from '../../sync-server/accept/keys.ts'
import { databaseFile, openDataFolder } from '../../sync-server/data-folder.ts'
import { demoCommune } from '../../sync-server/demo.ts'
import { isSetUp, setUpCommune } from '../../sync-server/store/people.ts'
import { openDevice as openMorchid, type Device as Morchid, type DeviceOptions } from '../device.ts'
import type { Contender, Device, OpenDevice, Served } from './contender.ts'
import type { Facts } from './dossiers.ts'
import { serveProcess } from './server-process.ts'
import { startFlags } from './start-flags.ts'

/** The first desk is where the dossiers come from as they are; the others are of the crowd. */
const unitOf = (desk: number): string => (desk === 0 ? 'epn-asni' : `point-${desk}`)
const agentOf = (desk: number): string => (desk === 0 ? 'fatima' : `mediator-${desk}`)
const siteOf = (desk: number): number => 12 + desk

export const ours: Contender = {
  async serve(folder, desks) {
    await setUp(folder, desks)
    const root = new URL('../..', import.meta.url).pathname
    return serveProcess({
      folder,
      cwd: root,
      script: join(root, 'scripts/start.ts'),
      flags: startFlags(root),
      args: ['--no-build'],
      env: { PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'warn' },
      ready: /^Morchid est ouvert : http:\/\/localhost:(\d+)/,
    })
  },
  openDevice: async (place) => openDevice(place),
  async stored(folder) {
    const database = new DatabaseSync(databaseFile(folder))
    const [row] = database
      .prepare(
        `SELECT count(*) AS whole FROM lookups
         WHERE dossier IN (SELECT dossier FROM entries WHERE kind = 'draft' AND held IS NULL)`,
      )
      .all()
    database.close()
    return Number(row?.['whole'])
  },
}

const setUp = async (folder: string, desks: number): Promise<void> => {
  const { db, close } = await openDataFolder(folder)
  if (!(await isSetUp(db))) {
    const offices = demoCommune.units.filter(({ kind }) => kind === 'office')
    const points = Array.from({ length: desks }, (_, desk) => ({
      id: unitOf(desk),
      kind: 'point' as const,
      name: { fr: `Point ${desk}`, ar: `نقطة ${desk}` },
      site: siteOf(desk),
      pivots: [],
    }))
    const agents = points.map(({ id: unit }, desk) => ({
      id: agentOf(desk),
      name: `Mediator ${desk}`,
      role: 'mediator' as const,
      unit,
    }))
    await setUpCommune(db, { commune: demoCommune.commune, demo: false, units: [...points, ...offices], agents })
  }
  await close()
}

/** The same dossier as another desk writes it: its own people, its own numbers. */
const atDesk = (facts: Facts, desk: number, serial: number): Facts => {
  if (desk === 0) return facts
  const by = agentOf(desk)
  const answers = Object.fromEntries(Object.entries(facts.answers).map(([field, said]) => [field, { ...said, by }]))
  return { ...facts, who: by, reference: makeReference(siteOf(desk), serial), answers }
}

const openDevice = async ({ served, port, folder, inCrowd, desk }: OpenDevice): Promise<Device> => {
  const agent = agentOf(desk)
  const options = { server: `http://127.0.0.1:${port}`, enrolment: await linkFor(served, agent) }
  const device = await enrolled({ ...options, ...(inCrowd ? {} : { dir: folder }) })
  const sync = async (signal: AbortSignal): Promise<void> => {
    const { end, held } = await device.sync({ tries: Infinity, signal })
    if (end.type !== 'stopped' && (end.type !== 'synced' || held.length > 0))
      throw new Error(`${agent}: ${JSON.stringify({ end, held: held.slice(0, 3) })}`)
  }
  return {
    async create(dossiers, stage) {
      const own = dossiers.map((facts, serial) => atDesk(facts, desk, serial))
      await device.create(own, stage === 'open' ? 'draft' : 'submitted')
    },
    edit: (edits) =>
      device.edit(
        edits.flatMap(({ dossier, values }) =>
          Object.entries(values).map(([field, value]) => ({ dossier, field, value })),
        ),
      ),
    // Its connection is as old as its last sync.
    ready: async () => undefined,
    push: sync,
    pull: sync,
    sync,
    held: async () => (await device.read()).length,
    async read(dossier, question) {
      const [known] = await device.read([dossier])
      const value = known?.answers[question]
      const both = (known?.conflicts.get(question) ?? []).map(({ register }) => register.v)
      return { shown: value === undefined ? both : [value], hidden: [] }
    },
    close: () => device.close(),
  }
}

/** Asked of the server itself, as `npm run link` does. */
const linkFor = async ({ port, folder }: Served, agent: string): Promise<string> => {
  const answer = await fetch(`http://127.0.0.1:${port}/api/local/link`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${readLocalWord(folder)}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ agent }),
  })
  return v.parse(v.object({ url: v.string() }), await answer.json()).url
}

/** The server lets thirty enrolments a minute pass: a crowd that comes from one address waits for its turn. */
const enrolled = async (options: DeviceOptions): Promise<Morchid> => {
  for (;;) {
    try {
      return await openMorchid(options)
    } catch (cause) {
      if (!String(cause).includes('429')) throw cause
      await sleep(2000)
    }
  }
}
