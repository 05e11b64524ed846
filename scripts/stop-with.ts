// The last words of a command: one sentence for what the operator can mend, the whole story for a bug.
import process from 'node:process'

/** Ends the process with code 1. */
export const stopWith = (cause: unknown): never => {
  console.error(typeof cause === 'string' ? cause : lastWords(cause))
  process.exit(1)
}

export const lastWords = (cause: unknown): string => {
  if (!(cause instanceof Error)) return String(cause)
  if ('code' in cause && cause.code === 'ERR_UNKNOWN_BUILTIN_MODULE')
    return `Ce Node (${process.version}) n'a pas node:sqlite : il faut Node 24. Lancez la commande par npm (« npm start »), qui prend celui du projet.`
  const place = placeRefused(cause)
  if (place !== null) return place
  // Known by name: this file must load even where the server's own modules do not.
  return cause.constructor.name === 'StartProblem' ? cause.message : (cause.stack ?? cause.message)
}

/** A file that this account may not write or read, as `sudo morchid … --out` in one's own folder meets it. */
const placeRefused = (cause: Error): string | null => {
  const { code, path, dest }: NodeJS.ErrnoException & { dest?: string } = cause
  if (code !== 'EACCES' && code !== 'EPERM' && code !== 'EROFS') return null
  const where = dest ?? path
  return where === undefined
    ? null
    : `« ${where} » ne peut pas être écrit ou lu par ce compte (${code}). Donnez un chemin entier où il en a le droit, par exemple sous /tmp ; pour les procédures, PACKS_DIR dans docs/operate.md (7).`
}
