// What the operator can set, read once from the environment. What is wrong stops the start, every fault named at once
// with what would do; nothing here is guessed silently. The same table is in docs/operate.md, and a test compares them.
import { join, resolve, sep } from 'node:path'
import * as v from 'valibot'
import { err, ok, type Result } from '../shared/text/result.ts'
import type { S3Place } from './blobs/s3-store.ts'
import { readCommunes, type ListedCommune, type ListedCommunes } from './communes/communes-file.ts'
import type { KannelAccount } from './notify/sms-gateway.ts'

export interface ServerConfig {
  /** 0 takes any free port (tests). */
  readonly port: number
  /**
   * 127.0.0.1 unless told: nothing listens on the network before someone decides it, and a browser on another
   * machine would need https anyway (WebCrypto and service workers exist on localhost or https only).
   */
  readonly host: string
  readonly dataDir: string
  /** A PostgreSQL; absent, SQLite in the data folder. */
  readonly databaseUrl?: string
  /** Of this commune, when PostgreSQL is used: one schema each. */
  readonly databaseSchema: string
  /** How browsers reach the server, no trailing slash. Null: `http://localhost:<port>`. */
  readonly publicUrl: string | null
  readonly production: boolean
  readonly packsDir: string
  readonly pwaDir: string
  /** Believe the last hop of X-Forwarded-For; only behind a reverse proxy. */
  readonly trustProxy: boolean
  /** Days without contact after which a device is no longer read on; absent, as the data folder has it (45 at first). */
  readonly leaseDays?: number
  /** Whose weekend and public holidays are kept, ISO 3166-1 alpha-2. */
  readonly country: string
  /** In whose day people are written to, an IANA name. */
  readonly timeZone: string
  /** Where messages to people leave; absent, none is sent. */
  readonly sms?: KannelAccount
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug'
  /** Where photographs and sounds are kept; absent, in the data folder. */
  readonly s3?: S3Place
  /** Path or `host:port` of a ClamAV daemon; absent, nobody examines photographs. */
  readonly clamd?: string
  /** What a collector on another machine shows at /metrics; absent, only this machine may ask. */
  readonly metricsWord?: string
  /** Where copies go unless the command says otherwise, and where the doctor looks for them. */
  readonly backupDir?: string
  /** Copies older than that are removed; not longer than what is promised of erasure. */
  readonly backupKeepDays: number
  /** How long the port stays open once it is said that this process stops: a balancer needs a moment to hear of it. */
  readonly drainSeconds: number
  /** This process serves these, each by the name it is asked for; absent, one commune. */
  readonly communes?: ListedCommunes | undefined
}

const portText = v.pipe(
  v.string(),
  v.regex(/^\d{1,5}$/, 'un numéro de port de 0 à 65535'),
  v.transform(Number),
  v.maxValue(65_535, 'un numéro de port de 0 à 65535'),
)
const urlText = v.pipe(
  v.string(),
  v.url('une adresse complète, par exemple https://guichet.example.ma'),
  v.regex(/^https?:\/\/[^?#]+$/, 'une adresse http ou https sans ? ni #'),
  v.transform((text) => text.replace(/\/+$/, '')),
)
const flag = v.pipe(
  v.picklist(['0', '1'], '0 ou 1'),
  v.transform((text) => text === '1'),
)

const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

const daysText = (most: number) => {
  const expected = `un nombre de jours de 1 à ${most}`
  return v.pipe(
    v.string(),
    v.regex(/^\d{1,3}$/, expected),
    v.transform(Number),
    v.minValue(1, expected),
    v.maxValue(most, expected),
  )
}

const environment = v.object({
  COMMUNES_FILE: v.optional(v.pipe(v.string(), v.nonEmpty('un fichier'))),
  COMMUNE: v.optional(v.pipe(v.string(), v.nonEmpty('le code d’une commune'))),
  PORT: v.optional(portText, '8787'),
  HOST: v.optional(v.pipe(v.string(), v.nonEmpty('une adresse où écouter')), '127.0.0.1'),
  DATA_DIR: v.optional(v.pipe(v.string(), v.nonEmpty('un dossier')), './data'),
  DATABASE_URL: v.optional(
    v.pipe(
      v.string(),
      v.url('une adresse complète, par exemple postgresql://morchid@localhost/morchid'),
      v.regex(/^postgres(?:ql)?:\/\//, 'une adresse postgresql://'),
    ),
  ),
  DATABASE_SCHEMA: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^(?!pg_)[a-z][a-z0-9_]{0,50}$/, 'un nom de schéma : lettres minuscules, chiffres, _, sans pg_ au début'),
    ),
    'morchid',
  ),
  PUBLIC_URL: v.optional(urlText),
  // Another word than `production` would open a demonstration to the world.
  NODE_ENV: v.optional(v.picklist(['production', 'development', 'test'], 'production, development ou test')),
  PACKS_DIR: v.optional(v.pipe(v.string(), v.nonEmpty('un dossier')), './procedures'),
  PWA_DIR: v.optional(v.pipe(v.string(), v.nonEmpty('un dossier')), './dist/pwa'),
  TRUST_PROXY: v.optional(flag, '0'),
  LEASE_DAYS: v.optional(daysText(365)),
  COUNTRY: v.optional(v.pipe(v.string(), v.regex(/^[A-Z]{2}$/, 'deux lettres, par exemple MA')), 'MA'),
  TIME_ZONE: v.optional(
    v.pipe(v.string(), v.check(isTimeZone, 'un fuseau horaire, par exemple Africa/Casablanca')),
    'Africa/Casablanca',
  ),
  SMS_GATEWAY_URL: v.optional(urlText),
  SMS_GATEWAY_USER: v.optional(v.string()),
  SMS_GATEWAY_PASSWORD: v.optional(v.string()),
  SMS_FROM: v.optional(
    v.pipe(
      v.string(),
      v.regex(
        /^(?:\+?\d{3,15}|[A-Za-z0-9 ]{1,11})$/,
        'un numéro, ou un nom de 11 lettres et chiffres au plus, sans accent',
      ),
    ),
  ),
  LOG_LEVEL: v.optional(
    v.picklist(['silent', 'error', 'warn', 'info', 'debug'], 'silent, error, warn, info ou debug'),
    'info',
  ),
  CLAMD_SOCKET: v.optional(
    v.pipe(v.string(), v.regex(/^(?:\/.+|[^/\s]+:\d{1,5})$/, 'le chemin d’une socket, ou machine:port')),
  ),
  S3_BUCKET: v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9.-]{3,63}$/, 'le nom d’un compartiment'))),
  S3_ENDPOINT: v.optional(urlText),
  S3_REGION: v.optional(
    v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/, 'une région, par exemple eu-west-3')),
    'us-east-1',
  ),
  S3_PATH_STYLE: v.optional(flag, '0'),
  S3_ACCESS_KEY_ID: v.optional(v.string()),
  S3_SECRET_ACCESS_KEY: v.optional(v.string()),
  METRICS_WORD: v.optional(
    v.pipe(v.string(), v.regex(/^[\w.~+/=-]{16,200}$/, 'un mot secret de 16 signes ou plus, sans espace')),
  ),
  BACKUP_DIR: v.optional(v.pipe(v.string(), v.nonEmpty('un dossier'))),
  // Not longer: what is erased would live on in copies.
  BACKUP_KEEP_DAYS: v.optional(daysText(30), '30'),
  DRAIN_SECONDS: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,2}$/, 'un nombre de secondes de 0 à 60'),
      v.transform(Number),
      v.maxValue(60, 'un nombre de secondes de 0 à 60'),
    ),
    '0',
  ),
})
type Variable = keyof typeof environment.entries
const names = Object.keys(environment.entries) as readonly Variable[]

/** Every variable, with what it is when nobody sets it. */
export const variables: ReadonlyMap<string, string | undefined> = new Map(
  Object.entries(environment.entries).map(([name, schema]) => [name, schema.default]),
)

export interface ConfigProblem {
  readonly variable: Variable
  readonly fault: 'refused' | 'absent'
  readonly expected: string
}

/** Empty variables count as absent, as `PORT= npm start` means "no opinion". */
export const parseConfig = (
  env: Readonly<Record<string, string | undefined>>,
): Result<ServerConfig, readonly ConfigProblem[]> => {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = v.safeParse(environment, given)
  const listed = listedIn(given)
  const problems = [...(parsed.success ? [] : refusedIn(parsed.issues)), ...togetherWrong(given), ...listed.problems]
  if (!parsed.success || problems.length > 0) return err(problems)
  const e = parsed.output
  const [s3, sms] = [s3Of(e), smsOf(e)]
  const config: ServerConfig = {
    port: e.PORT,
    host: e.HOST,
    dataDir: e.DATA_DIR,
    ...(e.DATABASE_URL === undefined ? {} : { databaseUrl: e.DATABASE_URL }),
    databaseSchema: e.DATABASE_SCHEMA,
    publicUrl: e.PUBLIC_URL ?? null,
    production: e.NODE_ENV === 'production',
    packsDir: e.PACKS_DIR,
    pwaDir: e.PWA_DIR,
    trustProxy: e.TRUST_PROXY,
    ...(e.LEASE_DAYS === undefined ? {} : { leaseDays: e.LEASE_DAYS }),
    country: e.COUNTRY,
    timeZone: e.TIME_ZONE,
    ...(sms === null ? {} : { sms }),
    logLevel: e.LOG_LEVEL,
    ...(e.CLAMD_SOCKET === undefined ? {} : { clamd: e.CLAMD_SOCKET }),
    ...(s3 === null ? {} : { s3 }),
    ...(e.METRICS_WORD === undefined ? {} : { metricsWord: e.METRICS_WORD }),
    ...(e.BACKUP_DIR === undefined ? {} : { backupDir: e.BACKUP_DIR }),
    backupKeepDays: e.BACKUP_KEEP_DAYS,
    drainSeconds: e.DRAIN_SECONDS,
  }
  if (listed.one !== null) return ok(configOfOne(config, listed.one))
  return ok(listed.all === null ? config : { ...config, communes: listed.all })
}

/** As if it were the only one: for a command, and for the part of the process that serves it. */
export const configOfOne = (all: ServerConfig, { code, dataDir, schema, publicUrl }: ListedCommune): ServerConfig => ({
  ...all,
  communes: undefined,
  dataDir,
  publicUrl,
  databaseSchema: schema,
  ...(all.s3 === undefined ? {} : { s3: { ...all.s3, folder: code } }),
  ...(all.backupDir === undefined ? {} : { backupDir: join(all.backupDir, code) }),
})

type Given = Readonly<Record<string, string | undefined>>

interface Listed {
  readonly all: ListedCommunes | null
  readonly one: ListedCommune | null
  readonly problems: readonly ConfigProblem[]
}

const listedIn = (given: Given): Listed => {
  const { COMMUNES_FILE: path, COMMUNE: code, DATA_DIR: dataDir = './data', BACKUP_DIR: copies } = given
  const none = { all: null, one: null }
  if (path === undefined) {
    const expected = 'le fichier où COMMUNE se trouve'
    return { ...none, problems: code === undefined ? [] : [{ variable: 'COMMUNES_FILE', fault: 'absent', expected }] }
  }
  const refused = (variable: Variable, expected: string): ConfigProblem => ({ variable, fault: 'refused', expected })
  const problems = (['PUBLIC_URL', 'DATABASE_SCHEMA'] as const)
    .filter((variable) => given[variable] !== undefined)
    .map((variable) => refused(variable, 'rien, puisque COMMUNES_FILE le dit de chaque commune'))
  const read = readCommunes(path, dataDir)
  if (!read.ok)
    return { ...none, problems: [...problems, ...read.error.map((expected) => refused('COMMUNES_FILE', expected))] }
  const { communes } = read.value
  const one = code === undefined ? null : (communes.find((listed) => listed.code === code) ?? null)
  if (code !== undefined && one === null) problems.push(refused('COMMUNE', `un code de ${path}`))
  if (copies !== undefined && communes.some((listed) => isInside(copies, listed.dataDir)))
    problems.push(refused('BACKUP_DIR', 'un dossier hors de ceux des communes'))
  return { all: read.value, one, problems }
}

const isInside = (folder: string, outer: string): boolean =>
  resolve(folder) === resolve(outer) || resolve(folder).startsWith(resolve(outer) + sep)

const refusedIn = (issues: readonly v.InferIssue<typeof environment>[]): readonly ConfigProblem[] => {
  const first = new Map<Variable, string>()
  for (const { path, message } of issues) {
    const name = names.find((one) => one === path?.[0]?.key)
    if (name !== undefined && !first.has(name)) first.set(name, message)
  }
  return [...first].map(([variable, expected]) => ({ variable, fault: 'refused', expected }))
}

const s3Needs = ['S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const
const s3Names = [...s3Needs, 'S3_ENDPOINT', 'S3_REGION', 'S3_PATH_STYLE'] as const

const smsNeeds = ['SMS_GATEWAY_URL', 'SMS_GATEWAY_USER', 'SMS_GATEWAY_PASSWORD', 'SMS_FROM'] as const

/** What each alone would do, and not one with the other. Looks at what was given, so that no other fault hides it. */
const togetherWrong = (given: Given): readonly ConfigProblem[] => {
  const problems: ConfigProblem[] = []
  for (const [needs, all] of [
    [s3Needs, s3Names],
    [smsNeeds, smsNeeds],
  ] as const) {
    const about = all.find((name) => given[name] !== undefined)
    for (const variable of needs)
      if (about !== undefined && given[variable] === undefined)
        problems.push({ variable, fault: 'absent', expected: `sa valeur, puisque ${about} est donné` })
  }
  const copies = given['BACKUP_DIR']
  if (copies !== undefined && isInside(copies, given['DATA_DIR'] ?? './data'))
    problems.push({ variable: 'BACKUP_DIR', fault: 'refused', expected: 'un dossier hors de DATA_DIR' })
  return problems
}

const s3Of = (e: v.InferOutput<typeof environment>): S3Place | null =>
  e.S3_BUCKET === undefined || e.S3_ACCESS_KEY_ID === undefined || e.S3_SECRET_ACCESS_KEY === undefined
    ? null
    : {
        bucket: e.S3_BUCKET,
        endpoint: e.S3_ENDPOINT ?? null,
        region: e.S3_REGION,
        pathStyle: e.S3_PATH_STYLE,
        keyId: e.S3_ACCESS_KEY_ID,
        secret: e.S3_SECRET_ACCESS_KEY,
      }

const smsOf = (e: v.InferOutput<typeof environment>): KannelAccount | null => {
  const { SMS_GATEWAY_URL: url, SMS_GATEWAY_USER: user, SMS_GATEWAY_PASSWORD: password, SMS_FROM: from } = e
  return url === undefined || user === undefined || password === undefined || from === undefined
    ? null
    : { url, user, password, from }
}

export const explainConfig = (problems: readonly ConfigProblem[]): string =>
  problems
    .map(({ variable, fault, expected }) =>
      fault === 'refused'
        ? `${variable} : valeur refusée, attendu : ${expected}`
        : `${variable} : absente, attendu : ${expected}`,
    )
    .join('\n')
