// A service point or an office that opens after the commune was set up. No act does this: it is the operator's. Its number
// in references is new for ever, so that no reference of an old place is given twice. Devices hear of it at their next sync.
import type { Kysely } from 'kysely'
import type { Unit } from '../../shared/access/directory.ts'
import { err, ok, type Result } from '../../shared/text/result.ts'
import { FIRST_SITE, isArabic, isFilled, MOST_POINTS } from '../new-commune.ts'
import { addUnit } from '../store/people.ts'
import type { Tables } from '../store/schema.ts'

export interface UnitWanted {
  readonly kind: Unit['kind']
  readonly fr: string
  readonly ar: string
  readonly phone: string | null
  readonly id: string | null
  readonly pivots: readonly string[]
}

export const addOperatorsUnit = async (
  db: Kysely<Tables>,
  wanted: UnitWanted,
): Promise<Result<readonly string[], string>> => {
  const fault = faultOf(wanted)
  if (fault !== null) return err(fault)
  return db.transaction().execute(async (tx) => {
    const known = await tx.selectFrom('units').select(['id', 'site', 'position']).execute()
    const sites = known.flatMap(({ site }) => (site === null ? [] : [site]))
    const site = Math.max(FIRST_SITE - 1, ...sites) + 1
    if (wanted.kind === 'point' && site >= FIRST_SITE + MOST_POINTS)
      return err(`La commune a déjà ses ${MOST_POINTS} points : leurs références n’ont plus de numéro libre.`)
    const id = wanted.kind === 'point' ? freePointId(known.map((one) => one.id)) : (wanted.id ?? '')
    if (known.some((one) => one.id === id)) return err(`« ${id} » est déjà une unité : choisissez un autre --id.`)
    const unit: Unit = {
      id,
      kind: wanted.kind,
      name: { fr: wanted.fr.trim(), ar: wanted.ar.trim() },
      pivots: wanted.pivots,
      ...(wanted.kind === 'point' ? { site } : {}),
      ...(wanted.phone === null ? {} : { phone: wanted.phone }),
    }
    await addUnit(tx, unit, Math.max(-1, ...known.map(({ position }) => position)) + 1)
    return ok([
      `${id} est ouvert${wanted.kind === 'point' ? `, ses références commencent par ${site}` : ''}.`,
      'Les appareils l’apprennent à leur prochaine synchronisation ; un superviseur y fait entrer les personnes.',
    ])
  })
}

const faultOf = ({ kind, fr, ar, phone, id, pivots }: UnitWanted): string | null => {
  if (!isFilled(fr)) return '--fr : attendu le nom en français.'
  if (!isArabic(ar)) return '--ar : attendu le nom en arabe.'
  if (phone !== null && !/^\+?[\d .-]{6,20}$/.test(phone)) return '--phone : attendu un numéro de téléphone.'
  if (kind === 'point') return pivots.length > 0 ? '--pivot : un point ne décide de rien, un bureau oui.' : null
  if (id === null || !/^[a-z][a-z0-9-]{1,40}$/.test(id))
    return '--id : attendu le nom court du bureau, en minuscules sans accent, par exemple urbanisme.'
  return pivots.every((one) => /^[a-z][a-z0-9-]{1,40}$/.test(one))
    ? null
    : '--pivot : attendu un nom de compétence des procédures, par exemple roads.'
}

const freePointId = (known: readonly string[]): string => {
  let number = 1
  while (known.includes(`point-${number}`)) number++
  return `point-${number}`
}
