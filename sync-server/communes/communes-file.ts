// The list of the communes of one process, as the operator writes it (COMMUNES_FILE). Read once, at the start; every fault is
// named at once, by its place in the file. Two communes never have a name, a folder or a schema in common.
//
//   { "connections": 20, "idleMinutes": 5,
//     "communes": [{ "code": "07.041.07.03", "url": "https://asni.guichet.example" }] }
import { readFileSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'
import * as v from 'valibot'
import { err, ok, type Result } from '../../shared/text/result.ts'

export interface ListedCommune {
  /** Short and public: it is in logs and metrics. */
  readonly code: string
  /** How browsers reach it, no trailing slash. */
  readonly publicUrl: string
  /** Hosts it is asked for by, lower case, without a port; that of its address first. */
  readonly names: readonly string[]
  readonly dataDir: string
  /** Of PostgreSQL, when there is one. */
  readonly schema: string
}

export interface ListedCommunes {
  readonly communes: readonly ListedCommune[]
  /** Of PostgreSQL, for all of them; one more listens and locks. */
  readonly connections: number
  /** Nobody has asked for so long: it is closed. */
  readonly idleMinutes: number
}

/** As a request names it: without its port and its last dot. */
export const hostName = (host: string): string => host.toLowerCase().replace(/:\d*$/, '').replace(/\.$/, '')

const between = (least: number, most: number) => {
  const expected = `un nombre entier de ${least} à ${most}`
  return v.pipe(v.number(expected), v.integer(expected), v.minValue(least, expected), v.maxValue(most, expected))
}
const nameText = v.pipe(
  v.string('un nom de machine'),
  v.regex(/^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/, 'un nom de machine en minuscules, sans port'),
)
const communeShape = v.strictObject(
  {
    code: v.pipe(
      v.string('un code'),
      v.regex(
        /^[a-z0-9](?:[a-z0-9.-]{0,30}[a-z0-9])?$/,
        'un code : minuscules, chiffres, points, par exemple 07.041.07.03',
      ),
    ),
    url: v.pipe(
      v.string('une adresse'),
      v.url('une adresse complète, par exemple https://asni.guichet.example'),
      v.regex(/^https?:\/\/[^/?#@]+\/?$/, 'une adresse http ou https sans chemin'),
      v.transform((text) => text.replace(/\/$/, '')),
    ),
    names: v.optional(v.array(nameText, 'une liste de noms'), []),
    dataDir: v.optional(v.pipe(v.string('un dossier'), v.nonEmpty('un dossier'))),
    schema: v.optional(
      v.pipe(
        v.string('un schéma'),
        v.regex(/^(?!pg_)[a-z][a-z0-9_]{0,50}$/, 'un nom de schéma : lettres minuscules, chiffres, _'),
      ),
    ),
  },
  'code, url, et au besoin names, dataDir, schema ; rien d’autre',
)
const fileShape = v.strictObject(
  {
    connections: v.optional(between(2, 200), 20),
    idleMinutes: v.optional(between(1, 1440), 5),
    communes: v.pipe(v.array(communeShape, 'une liste'), v.minLength(1, 'une commune au moins')),
  },
  'communes, et au besoin connections, idleMinutes ; rien d’autre',
)

/** Each fault is the end of a sentence that begins with the variable. Folders are beside each other in `dataDir` unless told. */
export const readCommunes = (path: string, dataDir: string): Result<ListedCommunes, readonly string[]> => {
  let json: unknown
  try {
    json = JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    return err([`un fichier JSON qui se lit (${why})`])
  }
  const parsed = v.safeParse(fileShape, json)
  if (!parsed.success)
    return err(parsed.issues.map((issue) => `${v.getDotPath(issue) ?? 'fichier'} : ${issue.message}`))
  const { connections, idleMinutes } = parsed.output
  const communes = parsed.output.communes.map(({ code, url, names, ...given }): ListedCommune => ({
    code,
    publicUrl: url,
    names: [...new Set([hostName(new URL(url).host), ...names])],
    dataDir: given.dataDir ?? join(dataDir, code),
    schema: given.schema ?? `c_${code.replaceAll(/[.-]/g, '_')}`,
  }))
  const faults = sharedIn(communes)
  return faults.length > 0 ? err(faults) : ok({ communes, connections, idleMinutes })
}

const sharedIn = (communes: readonly ListedCommune[]): readonly string[] => {
  const faults: string[] = []
  const twice = (what: string, valuesOf: (one: ListedCommune) => readonly string[]): void => {
    const owners = new Map<string, string>()
    for (const [at, one] of communes.entries())
      for (const value of valuesOf(one)) {
        const owner = owners.get(value)
        if (owner !== undefined)
          faults.push(`communes.${at} : ${what} à elle seule, « ${value} » est déjà à la commune ${owner}`)
        owners.set(value, one.code)
      }
  }
  twice('un code', ({ code }) => [code])
  twice('un nom', ({ names }) => names)
  twice('un dossier', ({ dataDir }) => [resolve(dataDir)])
  twice('un schéma', ({ schema }) => [schema])
  const folders = communes
    .map((one) => ({ ...one, folder: resolve(one.dataDir) }))
    .sort((a, b) => (a.folder < b.folder ? -1 : 1))
  for (const [at, { code, folder }] of folders.entries()) {
    const inside = folders.slice(0, at).find((other) => folder.startsWith(other.folder + sep))
    if (inside) faults.push(`commune ${code} : un dossier hors de celui de la commune ${inside.code}`)
  }
  return faults
}
