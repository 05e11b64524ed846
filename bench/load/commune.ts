// The commune a load is driven against, written straight into an empty database: service points, the offices they send
// to, and everybody's device already let in, so that no enrolment is in what is measured. Nobody real is meant.
import { toBase64UrlEncoded } from 'lib0/buffer'
import type { Kysely } from 'kysely'
import type { Unit } from '../../shared/access/directory.ts'
import { demoCommune } from '../../sync-server/demo.ts'
import { addEnrolmentCode, useEnrolmentCode } from '../../sync-server/store/enrolment.ts'
import { setUpCommune, type Staff } from '../../sync-server/store/people.ts'
import type { Tables } from '../../sync-server/store/schema.ts'
import { newSigningKey } from '../device/signing-keys.ts'

/** Of a reference's first pair; two digits say which point gave it. */
const firstSite = 12
const mostPoints = 80
const pointsOfAnOffice = 20
const devicesOfAClerk = 25

/** A device with everything its owner's sitting needs. Keys are PKCS #8. */
export interface Member {
  readonly device: string
  readonly agent: string
  readonly unit: string
  readonly role: 'mediator' | 'clerk'
  /** A point's pair of the reference, and which of its devices this is. */
  readonly site: number
  readonly place: number
  /** Where a point sends its requests; an office's own id. */
  readonly office: string
  readonly agentKey: Uint8Array
  readonly sessionKey: Uint8Array
  readonly sessionPoint: Uint8Array
}

export interface LoadCommune {
  readonly mediators: readonly Member[]
  readonly clerks: readonly Member[]
}

/** As many points as devices, up to 80; one office for 20 points; one clerk's device for 25 at the points. */
export const setUpLoad = async (db: Kysely<Tables>, devices: number): Promise<LoadCommune> => {
  const points = Array.from({ length: Math.min(devices, mostPoints) }, (_, at) => pointOf(at))
  const offices = Array.from({ length: Math.ceil(points.length / pointsOfAnOffice) }, (_, at) => officeOf(at))
  const mediators = Array.from({ length: devices }, (_, at) => personOf('mediator', at, points))
  const clerks = Array.from({ length: Math.ceil(devices / devicesOfAClerk) }, (_, at) => personOf('clerk', at, offices))
  const { commune } = demoCommune
  await setUpCommune(db, { commune, demo: false, units: [...points, ...offices], agents: [...mediators, ...clerks] })
  const join = (agent: Staff, at: number): Promise<Member> => letIn(db, agent, at)
  return { mediators: await inTurn(mediators, join), clerks: await inTurn(clerks, join) }
}

const pointOf = (at: number): Unit => ({
  id: `point-${at}`,
  kind: 'point',
  name: { fr: `Point ${at}`, ar: `نقطة ${at}` },
  site: firstSite + at,
  pivots: [],
})

const officeOf = (at: number): Unit => ({
  id: `office-${at}`,
  kind: 'office',
  name: { fr: `Bureau ${at}`, ar: `مكتب ${at}` },
  pivots: ['etat-civil', 'local-authority'],
})

const personOf = (role: Member['role'], at: number, units: readonly Unit[]): Staff => ({
  id: `${role}-${at}`,
  name: `${role === 'clerk' ? 'Clerk' : 'Mediator'} ${at}`,
  role,
  unit: units[at % units.length]?.id ?? '',
})

const letIn = async (db: Kysely<Tables>, agent: Staff, at: number): Promise<Member> => {
  if (agent.role === 'clerk') return memberOf(db, agent, { site: 0, place: 0, office: agent.unit })
  const number = Number(agent.unit.split('-')[1])
  const office = `office-${Math.floor(number / pointsOfAnOffice)}`
  return memberOf(db, agent, { site: firstSite + number, place: Math.floor(at / mostPoints), office })
}

/** A device more, let in for somebody of the commune. */
export const memberOf = async (
  db: Kysely<Tables>,
  { id: agent, unit, role }: Staff,
  where: Pick<Member, 'site' | 'place' | 'office'>,
): Promise<Member> => {
  if (role !== 'mediator' && role !== 'clerk') throw new Error(`no load for ${role}`)
  const [device, code] = [newId(), newId()]
  const [deviceKey, agentKey, session] = [await newSigningKey(), await newSigningKey(), await newSigningKey()]
  await addEnrolmentCode(db, agent, code, new Date())
  await useEnrolmentCode(db, { code, device, deviceKey: deviceKey.point, agentKey: agentKey.point }, new Date())
  const { secret: sessionKey, point: sessionPoint } = session
  return { device, agent, unit, role, ...where, agentKey: agentKey.secret, sessionKey, sessionPoint }
}

const inTurn = async <T, R>(all: readonly T[], work: (one: T, at: number) => Promise<R>): Promise<readonly R[]> => {
  const made: R[] = []
  for (const [at, one] of all.entries()) made.push(await work(one, at))
  return made
}

export const newId = (): string => toBase64UrlEncoded(crypto.getRandomValues(new Uint8Array(16)))
