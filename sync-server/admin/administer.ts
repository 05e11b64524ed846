// What an operator asks of a commune from the command line: to show it, and what must be there before anybody can work.
// Devices and people are ordered by supervisors, by acts on their screen (ADR 16): here is no second road for that. It runs
// in the server, or in a folder that no server holds, and says lines of text.
import type { Kysely } from 'kysely'
import * as v from 'valibot'
import { err, ok, type Result } from '../../shared/text/result.ts'
import { devicesSeen } from '../store/devices.ts'
import { readFact } from '../store/meta.ts'
import { directoryFor } from '../store/directory.ts'
import { staff } from '../store/people.ts'
import type { Tables } from '../store/schema.ts'
import { addOperatorsUnit } from './add-unit.ts'
import { addSupervisor } from './add-supervisor.ts'

const text = v.pipe(v.string(), v.maxLength(200))
export const adminRequest = v.variant('what', [
  v.strictObject({ what: v.literal('commune') }),
  v.strictObject({ what: v.literal('units') }),
  v.strictObject({ what: v.literal('people') }),
  v.strictObject({ what: v.literal('devices') }),
  v.strictObject({ what: v.literal('packs') }),
  v.strictObject({
    what: v.literal('add-unit'),
    kind: v.picklist(['point', 'office']),
    fr: text,
    ar: text,
    phone: v.nullable(text),
    /** Only offices have these. */
    id: v.nullable(text),
    pivots: v.pipe(v.array(text), v.readonly()),
  }),
  v.strictObject({ what: v.literal('add-supervisor'), name: text, unit: text }),
])
export type AdminRequest = v.InferOutput<typeof adminRequest>

/** Lines to print, or one sentence that says why not and what to do. */
export type AdminAnswer = Result<readonly string[], string>
export const adminAnswer = v.variant('ok', [
  v.object({ ok: v.literal(true), value: v.array(v.string()) }),
  v.object({ ok: v.literal(false), error: v.string() }),
])

export const administer = async (db: Kysely<Tables>, asked: AdminRequest): Promise<AdminAnswer> => {
  switch (asked.what) {
    case 'commune':
      return ok(await communeLines(db))
    case 'units':
      return ok(await unitLines(db))
    case 'people':
      return ok((await staff(db)).map(({ id, role, name, unit }) => `${id}  ${role} ${name} (${unit})`))
    case 'devices':
      return ok(await deviceLines(db))
    case 'packs':
      return ok((await db.selectFrom('packs').select('ref').orderBy('ref').execute()).map(({ ref }) => ref))
    case 'add-unit':
      return addOperatorsUnit(db, asked)
    case 'add-supervisor':
      return addSupervisor(db, asked)
    default:
      return err(asked satisfies never)
  }
}

const communeLines = async (db: Kysely<Tables>): Promise<readonly string[]> => {
  const { commune, units, agents, demo } = await directoryFor(db, null, '')
  const [epoch, backup, leaseDays] = [
    await readFact(db, 'epoch'),
    await readFact(db, 'backup'),
    await readFact(db, 'lease-days'),
  ]
  const points = units.filter(({ kind }) => kind === 'point').length
  return [
    `${commune.name.fr} · ${commune.name.ar} (${commune.code}), ${commune.province.fr}${demo ? ', démonstration' : ''}`,
    `${points} points, ${units.length - points} bureaux, ${agents.length} personnes`,
    `vie ${epoch?.counter ?? 0} du serveur${backup ? `, sauvegarde ${backup.number} du ${backup.at}` : ', aucune sauvegarde'}`,
    ...(leaseDays === null ? [] : [`un appareil sans contact depuis ${leaseDays} jours ne se lit plus`]),
  ]
}

const unitLines = async (db: Kysely<Tables>): Promise<readonly string[]> =>
  (await directoryFor(db, null, '')).units.map(({ id, kind, name, site, pivots, phone }) =>
    [
      `${id}  ${kind === 'point' ? 'point' : 'bureau'} ${name.fr} · ${name.ar}`,
      ...(site === undefined ? [] : [`références ${site}.…`]),
      ...(pivots.length === 0 ? [] : [`décide pour ${pivots.join(', ')}`]),
      ...(phone === undefined ? [] : [phone]),
    ].join(', '),
  )

const deviceLines = async (db: Kysely<Tables>): Promise<readonly string[]> =>
  (await devicesSeen(db)).map((one) =>
    [
      `${one.id}  ${one.unit}`,
      `${one.agents.length} personnes`,
      one.lastSeen === null ? 'jamais entendu' : `entendu ${one.lastSeen}`,
      ...(one.unsent ? [`${one.unsent} écritures à envoyer`] : []),
      ...(one.version === undefined ? [] : [`version ${one.version}`]),
      ...(one.erasedAt ? ['vidé'] : one.eraseOrderedAt ? ['à vider'] : []),
      ...(one.revokedAt ? ['révoqué'] : []),
    ].join(', '),
  )
