// A database that was reached and cannot be used: damaged, or already in the shape of a newer program. In words for the
// operator; null when it is something else, which is a bug and must not be covered.
export const explainUnopenable = (dataDir: string, cause: unknown): string | null => {
  const said = messagesOf(cause).join(' ')
  if (/corrupted migrations/.test(said))
    return `Une version plus récente de Morchid a ouvert la base de « ${dataDir} ». Reprenez cette version-là, ou restaurez une copie faite avant elle.`
  const damage = /database disk image is malformed|file is not a database|disk I\/O error/.exec(said)?.[0]
  return damage === undefined
    ? null
    : `La base de données de « ${dataDir} » est abîmée (${damage}). Restaurez une sauvegarde (npm run restore) ; ne supprimez rien avant.`
}

const messagesOf = (cause: unknown): readonly string[] =>
  cause instanceof Error ? [cause.message, ...messagesOf(cause.cause)] : []
