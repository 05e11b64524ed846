// Each unit's digest, counted again from its own journal (SPEC rule 6): what devices compare at every sync. A difference is
// damage on this disk, and devices repair it.
import { digestOf, countedAgain } from '../store/journal.ts'
import type { StoreExamined } from './store-examined.ts'
import { bad, good, watch, type Finding } from './finding.ts'

const about = 'Journaux'
/** A unit where work goes on moves while it is counted. */
const TRIES = 3

export const checkDigests = async ({ db }: StoreExamined): Promise<readonly Finding[]> => {
  const units = (await db.selectFrom('digests').select('unit').orderBy('unit').execute()).map(({ unit }) => unit)
  const verdicts = new Map<string, 'same' | 'differs' | 'moves'>()
  for (const unit of units) verdicts.set(unit, await compare(db, unit))
  const those = (wanted: string): string => units.filter((unit) => verdicts.get(unit) === wanted).join(', ')
  const found: Finding[] = []
  if (those('differs') !== '')
    found.push(
      bad(
        about,
        `ce que le serveur a gardé pour ${those('differs')} n’est plus ce qu’il en a compté`,
        'Regardez le disque ; faites une sauvegarde et gardez les anciennes ; les appareils rapporteront ce qui manque',
      ),
    )
  if (those('moves') !== '')
    found.push(watch(about, `${those('moves')} travaille, non comparé`, 'Relancez à une heure calme'))
  return found.length > 0 ? found : [good(about, `${units.length} unités, chacune comptée de nouveau : rien ne manque`)]
}

const compare = async (db: StoreExamined['db'], unit: string): Promise<'same' | 'differs' | 'moves'> => {
  for (let i = 0; i < TRIES; i++) {
    const before = await digestOf(db, unit)
    const counted = await countedAgain(db, unit)
    if (isSame(before, counted)) return 'same'
    if (isSame(before, await digestOf(db, unit))) return 'differs'
  }
  return 'moves'
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0
