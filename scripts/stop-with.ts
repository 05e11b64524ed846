// The last words of a command: one sentence for what the operator can mend, the whole story for a bug.
import process from 'node:process'

/** Ends the process with code 1. */
export const stopWith = (cause: unknown): never => {
  console.error(typeof cause === 'string' ? cause : explain(cause))
  process.exit(1)
}

const explain = (cause: unknown): string => {
  if (!(cause instanceof Error)) return String(cause)
  if ('code' in cause && cause.code === 'ERR_UNKNOWN_BUILTIN_MODULE')
    return `Ce Node (${process.version}) n'a pas node:sqlite : il faut Node 24. Lancez la commande par npm (« npm start »), qui prend celui du projet.`
  // Known by name: this file must load even where the server's own modules do not.
  return cause.constructor.name === 'StartProblem' ? cause.message : (cause.stack ?? cause.message)
}
