// What the operator can set, read once from the environment. A wrong value stops the start with its name and the
// values that would do; nothing here is guessed silently.
import * as v from 'valibot'
import { err, ok, type Result } from '../shared/text/result.ts'

export interface ServerConfig {
  /** 0 takes any free port (tests). */
  readonly port: number
  /**
   * 127.0.0.1 unless told: nothing listens on the network before someone decides it, and a browser on another
   * machine would need https anyway (WebCrypto and service workers exist on localhost or https only).
   */
  readonly host: string
  readonly dataDir: string
  /** How browsers reach the server, no trailing slash. Null: `http://localhost:<port>`. */
  readonly publicUrl: string | null
  readonly production: boolean
  readonly packsDir: string
  readonly pwaDir: string
  /** Believe the last hop of X-Forwarded-For; only behind a reverse proxy. */
  readonly trustProxy: boolean
  /** Days without contact after which a device is no longer read on; absent, as the data folder has it (45 at first). */
  readonly leaseDays?: number
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug'
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

const environment = v.object({
  PORT: v.optional(portText, '8787'),
  HOST: v.optional(v.pipe(v.string(), v.nonEmpty('une adresse où écouter')), '127.0.0.1'),
  DATA_DIR: v.optional(v.pipe(v.string(), v.nonEmpty('un dossier')), './data'),
  PUBLIC_URL: v.optional(urlText),
  NODE_ENV: v.optional(v.string(), ''),
  PACKS_DIR: v.optional(v.pipe(v.string(), v.nonEmpty('un dossier')), './procedures'),
  PWA_DIR: v.optional(v.pipe(v.string(), v.nonEmpty('un dossier')), './dist/pwa'),
  TRUST_PROXY: v.optional(flag, '0'),
  LEASE_DAYS: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,3}$/, 'un nombre de jours de 1 à 365'),
      v.transform(Number),
      v.minValue(1, 'un nombre de jours de 1 à 365'),
      v.maxValue(365, 'un nombre de jours de 1 à 365'),
    ),
  ),
  LOG_LEVEL: v.optional(
    v.picklist(['silent', 'error', 'warn', 'info', 'debug'], 'silent, error, warn, info ou debug'),
    'info',
  ),
})

export interface ConfigProblem {
  readonly variable: string
  readonly expected: string
}

/** Empty variables count as absent, as `PORT= npm start` means "no opinion". */
export const parseConfig = (
  env: Readonly<Record<string, string | undefined>>,
): Result<ServerConfig, readonly ConfigProblem[]> => {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = v.safeParse(environment, given)
  if (!parsed.success)
    return err(parsed.issues.map((issue) => ({ variable: String(issue.path?.[0]?.key), expected: issue.message })))
  const e = parsed.output
  return ok({
    port: e.PORT,
    host: e.HOST,
    dataDir: e.DATA_DIR,
    publicUrl: e.PUBLIC_URL ?? null,
    production: e.NODE_ENV === 'production',
    packsDir: e.PACKS_DIR,
    pwaDir: e.PWA_DIR,
    trustProxy: e.TRUST_PROXY,
    ...(e.LEASE_DAYS === undefined ? {} : { leaseDays: e.LEASE_DAYS }),
    logLevel: e.LOG_LEVEL,
  })
}

export const explainConfig = (problems: readonly ConfigProblem[]): string =>
  problems.map(({ variable, expected }) => `${variable} : valeur refusée, attendu : ${expected}`).join('\n')
