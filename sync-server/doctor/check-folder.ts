// The data folder from outside: its keys, who may read them, and room on its disk. Opens no database.
import { existsSync, statfsSync, statSync } from 'node:fs'
import { isReadable, keysPath, readLocalWord } from '../accept/keys.ts'
import { bad, good, watch, why, type Finding } from './finding.ts'

const MB = 1024 * 1024
/** As the server counts (storage-guard.ts). */
const [LOW, LEAST_MB] = [0.85, 16]

export const checkKeys = (dataDir: string): readonly Finding[] => {
  const [about, path] = ['Clés', keysPath(dataDir)]
  if (!existsSync(path))
    return [
      bad(
        about,
        `« ${path} » n’est pas là`,
        'Vérifiez DATA_DIR ; si le fichier est perdu, reprenez-le d’une sauvegarde, n’en faites pas d’autre',
      ),
    ]
  try {
    if (!isReadable(path))
      return [
        bad(
          about,
          `« ${path} » ne peut pas être lu par ce compte`,
          `chown --reference=${dataDir} ${path} ; chmod 600 ${path}`,
        ),
      ]
    if (readLocalWord(dataDir) === null)
      return [bad(about, `« ${path} » est abîmé`, 'Reprenez-le d’une sauvegarde, n’en faites pas d’autre')]
    const open = [path, dataDir].filter((one) => (statSync(one).mode & 0o077) !== 0)
    return open.length > 0
      ? open.map((one) =>
          watch(about, `« ${one} » peut être lu par d’autres comptes de la machine`, `chmod go= ${one}`),
        )
      : [good(about, 'là, lisibles par ce compte seul')]
  } catch (cause) {
    return [bad(about, `« ${path} » ne se lit pas (${why(cause)})`, 'Lancez la commande avec le compte du serveur')]
  }
}

/** `name` says which disk it is. */
export const checkDisk = (name: string, folder: string): readonly Finding[] => {
  try {
    const { bsize, blocks, bfree, bavail } = statfsSync(folder)
    const [free, total] = [(bavail * bsize) / MB, ((blocks - bfree + bavail) * bsize) / MB]
    const used = Math.round((1 - free / total) * 100)
    const text = `${used} % pris, ${free >= 2048 ? `${Math.floor(free / 1024)} Go` : `${Math.floor(free)} Mo`} libres`
    if (free < LEAST_MB) return [bad(name, `plein (${text}), rien n’est plus reçu`, 'Faites de la place tout de suite')]
    return used / 100 >= LOW ? [watch(name, text, 'Faites de la place, ou agrandissez le disque')] : [good(name, text)]
  } catch (cause) {
    return [bad(name, `« ${folder} » ne se lit pas (${why(cause)})`, 'Vérifiez le dossier et les droits de ce compte')]
  }
}
