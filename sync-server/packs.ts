// The procedures this server knows: the packs in the folder that hold their rules, and the older versions dossiers were
// opened with. A pack with a mistake is reported with its place and not offered; it never stops the others.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import { canonicalBytes, sha256Url } from '../shared/dossier/canonical.ts'
import { packRef, type ProcedurePack } from '../shared/procedure/pack.ts'
import { parsePack, type PackError } from '../shared/procedure/schema.ts'
import type { Tables } from './store/schema.ts'

export interface PackShelf {
  /** base64url SHA-256 of everything in `packs`. */
  readonly version: string
  readonly packs: readonly ProcedurePack[]
  packOf(ref: string): ProcedurePack | null
}

/** One that other processes of the commune may add to: a newer one of them offers a procedure that this one has not. */
export interface SharedShelf extends PackShelf {
  /** Takes note of what was put there since, as withdrawn: dossiers in it are understood, and offered elsewhere. */
  learn(): Promise<void>
}

export interface PackProblem {
  readonly file: string
  readonly errors: readonly PackError[]
}

/** Reads every `*.json` of the folder. Sorted by name, so that the version says something of the content alone. */
export const readPacks = (
  dir: string,
): { readonly packs: readonly ProcedurePack[]; readonly problems: readonly PackProblem[] } => {
  const packs: ProcedurePack[] = []
  const problems: PackProblem[] = []
  const files = existsSync(dir) ? readdirSync(dir).filter((name) => name.endsWith('.json')) : []
  for (const file of files.sort()) {
    const json = readJson(join(dir, file))
    const parsed = json.ok ? parsePack(json.value) : { ok: false as const, error: [notJson(file, json.error)] }
    if (!parsed.ok) problems.push({ file, errors: parsed.error })
    else if (packs.some((pack) => pack.id === parsed.value.id))
      problems.push({ file, errors: [twice(parsed.value.id)] })
    else packs.push(parsed.value)
  }
  return { packs, problems }
}

/** One line a mistake, for the operator: which pack, which row and column, what is wrong. */
export const explainPackProblem = ({ file, errors }: PackProblem): readonly string[] =>
  errors.map(({ pack, place, row, column, detail }) => {
    const cell = [row === undefined ? null : `ligne ${row}`, column === undefined ? null : `colonne ${column}`]
    const where = [`${file} (${pack})`, place, ...cell.filter((part) => part !== null)].join(', ')
    return `Procédure non proposée : ${where} : ${detail.fr}`
  })

/**
 * Keeps what is offered today and adds what was offered before, as withdrawn: a dossier stays in the version it was
 * opened with. `changed` names packs whose content moved under the same version, which their authors must not do.
 */
export const shelvePacks = async (
  db: Kysely<Tables>,
  offered: readonly ProcedurePack[],
): Promise<{ readonly shelf: SharedShelf; readonly changed: readonly string[] }> => {
  const rows = await db.selectFrom('packs').selectAll().execute()
  const known = new Map(rows.map(({ ref, json }) => [ref, json]))
  const changed: string[] = []
  for (const pack of offered) {
    const ref = packRef(pack)
    const json = JSON.stringify(pack)
    if (known.has(ref) && known.get(ref) !== json) changed.push(ref)
    await db
      .insertInto('packs')
      .values({ ref, json })
      .onConflict((c) => c.column('ref').doUpdateSet({ json }))
      .execute()
  }
  return { shelf: await sharedShelf(db, offered), changed }
}

const sharedShelf = async (db: Kysely<Tables>, offered: readonly ProcedurePack[]): Promise<SharedShelf> => {
  const today = offered.map(packRef)
  // In an order of their own: the shelves of all processes that offer the same have the same version.
  const others = async (): Promise<readonly ProcedurePack[]> => {
    const rows = db.selectFrom('packs').select('json').orderBy('ref')
    return (await (today.length === 0 ? rows : rows.where('ref', 'not in', today)).execute()).flatMap(({ json }) => {
      const parsed = parsePack(JSON.parse(json))
      return parsed.ok ? [{ ...parsed.value, status: 'withdrawn' as const }] : []
    })
  }
  let shelf = createShelf([...offered, ...(await others())])
  return {
    get version() {
      return shelf.version
    },
    get packs() {
      return shelf.packs
    },
    packOf: (ref) => shelf.packOf(ref),
    learn: async () => {
      shelf = createShelf([...offered, ...(await others())])
    },
  }
}

/** Every pack that was ever offered from this folder, as it was kept. */
export const keptPacks = async (db: Kysely<Tables>): Promise<PackShelf> =>
  createShelf(
    (await db.selectFrom('packs').select('json').orderBy('ref').execute()).flatMap(({ json }) => {
      const parsed = parsePack(JSON.parse(json))
      return parsed.ok ? [parsed.value] : []
    }),
  )

export const createShelf = (packs: readonly ProcedurePack[]): PackShelf => {
  const byRef = new Map(packs.map((pack) => [packRef(pack), pack]))
  // Told in every answer: 96 bits are enough to see a change.
  return { version: sha256Url(canonicalBytes(packs)).slice(0, 16), packs, packOf: (ref) => byRef.get(ref) ?? null }
}

const readJson = (path: string): { ok: true; value: unknown } | { ok: false; error: string } => {
  try {
    return { ok: true, value: JSON.parse(readFileSync(path, 'utf8')) }
  } catch (cause) {
    return { ok: false, error: cause instanceof Error ? cause.message : String(cause) }
  }
}

const notJson = (file: string, message: string): PackError => ({
  pack: '?',
  place: file,
  code: 'not-json',
  detail: { fr: `ce fichier n'est pas du JSON (${message})`, ar: `هذا الملف ليس JSON (${message})` },
})

const twice = (pack: string): PackError => ({
  pack,
  place: 'id',
  code: 'id-twice',
  detail: { fr: `« ${pack} » est déjà dans un autre fichier`, ar: `"${pack}" موجود في ملف آخر` },
})
