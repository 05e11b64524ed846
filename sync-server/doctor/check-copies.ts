// The copies in the backups' folder: how old the newest is, that its bytes are those that were checked, none that is older
// than what is promised of erasure, and on another disk than the data.
import { statSync } from 'node:fs'
import { databaseFile } from '../data-folder.ts'
import { copiesIn, unfinishedIn } from '../backup/copies.ts'
import { sha256Of } from '../backup/manifest.ts'
import { isNothingMissing, readLastDrill } from '../drill/drill-report.ts'
import { bad, good, spanOf, watch, why, type Finding } from './finding.ts'

const about = 'Sauvegardes'
const DAY_MS = 86_400_000
const [LATE_MS, TOO_LATE_MS, DRILL_MS] = [1.5 * DAY_MS, 7 * DAY_MS, 9 * DAY_MS]

export interface CopiesPlace {
  readonly dataDir: string
  readonly backupDir: string
  readonly keepDays: number
}

export const checkCopies = async (
  { dataDir, backupDir, keepDays }: CopiesPlace,
  now: Date,
): Promise<readonly Finding[]> => {
  const again = `npm run backup -- --to ${backupDir}`
  const copies = copiesIn(backupDir)
  const [newest, ...older] = copies
  if (!newest) return [bad(about, `aucune copie dans « ${backupDir} »`, again)]
  const found: Finding[] = []
  const age = now.getTime() - Date.parse(newest.manifest.at)
  const text = `la dernière, la ${newest.manifest.number}, a ${spanOf(Math.max(0, age))}`
  if (age > TOO_LATE_MS) found.push(bad(about, text, again))
  else if (age > LATE_MS) found.push(watch(about, text, `Vérifiez ce qui la lance chaque jour, ou : ${again}`))
  else found.push(good(about, text))
  found.push(await checkBytes(newest.folder, newest.manifest.sha256))
  const late = older.filter(({ manifest }) => now.getTime() - Date.parse(manifest.at) > (keepDays + 1) * DAY_MS)
  if (late.length > 0)
    found.push(
      watch(
        about,
        `${late.length} copies ont plus de ${keepDays} jours, ce qui a été effacé y vit encore`,
        `${again} --keep ${keepDays}`,
      ),
    )
  const halves = unfinishedIn(backupDir).filter(({ at }) => now.getTime() - Date.parse(at) > DAY_MS)
  if (halves.length > 0)
    found.push(
      watch(
        about,
        `${halves.length} copies n’ont pas été finies`,
        `Regardez pourquoi, puis effacez : ${halves[0]?.folder ?? ''}`,
      ),
    )
  found.push(checkDrill(backupDir, now))
  if (isSameDisk(backupDir, dataDir))
    found.push(watch(about, 'elles sont sur le même disque que les données', 'Copiez-les sur une autre machine'))
  return found
}

const checkDrill = (backupDir: string, now: Date): Finding => {
  const drill = readLastDrill(backupDir)
  if (!drill) return watch('Exercice', 'aucune copie n’a été essayée de bout en bout', 'npm run drill')
  const age = now.getTime() - Date.parse(drill.at)
  if (!isNothingMissing(drill))
    return bad('Exercice', `le dernier, il y a ${spanOf(age)}, a été manqué`, 'Lisez exercice.json, puis npm run drill')
  return age > DRILL_MS
    ? watch('Exercice', `le dernier a ${spanOf(age)}`, 'npm run drill, chaque semaine')
    : good('Exercice', `réussi il y a ${spanOf(Math.max(0, age))}`)
}

const checkBytes = async (folder: string, sha256: string): Promise<Finding> => {
  try {
    return (await sha256Of(databaseFile(folder))) === sha256
      ? good(about, 'les octets de la dernière sont ceux qui ont été vérifiés')
      : bad(
          about,
          `« ${folder} » a changé depuis sa vérification`,
          'Ne vous y fiez pas ; faites-en une autre, et cherchez pourquoi',
        )
  } catch (cause) {
    return bad(about, `« ${folder} » ne se lit pas (${why(cause)})`, 'Vérifiez le disque, et faites-en une autre')
  }
}

const isSameDisk = (a: string, b: string): boolean => {
  try {
    return statSync(a).dev === statSync(b).dev
  } catch {
    return false
  }
}
