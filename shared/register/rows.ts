// The register of an office and a year: papers issued and papers handed over, one row each, in the order in which they
// were entered. Nothing is overwritten: a paper that takes the place of another is a row of its own that names it.
// Made from what a list knows of each dossier (`registerLinesOf`), so that nobody has to open ten thousand of them.
import type { Act } from '../dossier/act.ts'
import type { DossierStatus } from '../dossier/status.ts'
import { payloadOf } from '../dossier/payload.ts'
import { compareNumbers, parseNumber, printNumber } from './number.ts'

/** A paper, as the line of its dossier keeps it. */
export interface IssuedLine {
  /** Of the act that issued it. */
  readonly id: string
  /** Id among what the pack produces. */
  readonly document: string
  readonly number: string | null
  /** The server's time when it was numbered, the device's until then. ISO 8601 UTC. */
  readonly at: string
  readonly unit: string
  readonly agent: string
  readonly provisional: boolean
  /** The act that issued the paper whose place it takes. */
  readonly replaces: string | null
  readonly replacedBy: string | null
  /** Numbers given to it besides, by a restored server: void, and never given again. Absent when there is none. */
  readonly voided?: readonly { readonly number: string; readonly at: string }[]
  /** The decision behind it was set aside. Absent otherwise. */
  readonly groundless?: true
}

export interface HandedLine {
  readonly id: string
  readonly at: string
  readonly unit: string
  readonly agent: string
  readonly proof: 'reference' | 'scan' | 'mark'
  /** The act that issued the paper that was given. */
  readonly issued: string | null
}

export interface RegisterLines {
  readonly issued: readonly IssuedLine[]
  readonly handed: readonly HandedLine[]
}

/** What a list's line keeps for the registers. */
export const registerLinesOf = ({ issued, handOvers }: Pick<DossierStatus, 'issued' | 'handOvers'>): RegisterLines => ({
  issued: issued.map(({ act, document, number, numbered, replacedBy, voided, isGroundless }) => ({
    id: act.id,
    document,
    number,
    at: (numbered ?? act).at,
    unit: act.by.unit,
    agent: act.by.agent,
    provisional: number === null,
    replaces: payloadOf(act, 'issued')?.replaces ?? null,
    replacedBy: replacedBy?.id ?? null,
    ...(voided.length === 0 ? {} : { voided: voided.flatMap(voidOf) }),
    ...(isGroundless ? { groundless: true } : {}),
  })),
  handed: handOvers.map((act) => ({
    id: act.id,
    at: act.at,
    unit: act.by.unit,
    agent: act.by.agent,
    proof: payloadOf(act, 'handed-over')?.proof ?? 'reference',
    issued: payloadOf(act, 'handed-over')?.issued ?? null,
  })),
})

const voidOf = (act: Act): readonly { readonly number: string; readonly at: string }[] => {
  const number = payloadOf(act, 'numbered')
  return number ? [{ number: printNumber(number), at: act.at }] : []
}

/** The part of a list's line that a register is made from; older lines have no papers. */
export interface RegisterDossier {
  readonly id: string
  readonly reference: string | null
  readonly procedure: string
  readonly title: string
  readonly issued?: readonly IssuedLine[]
  readonly handed?: readonly HandedLine[]
}

export interface RegisterRow {
  /** `void`: a number that was given and counts for nothing; `replacedBy` says which one counts. */
  readonly kind: 'issued' | 'handed-over' | 'void'
  /** Of the act. */
  readonly id: string
  readonly dossier: string
  readonly reference: string | null
  readonly procedure: string
  readonly title: string
  readonly at: string
  readonly agent: string
  /** Of the paper issued or given; null when a hand-over names none. */
  readonly document: string | null
  /** Null for a provisional paper, and for a hand-over without one. */
  readonly number: string | null
  /** Number of the paper whose place it takes, or its act as long as it has none; null for a first one. */
  readonly replaces: string | null
  /** The same of the paper that took its place. */
  readonly replacedBy: string | null
  readonly proof: HandedLine['proof'] | null
  /** A paper whose decision was set aside when two were settled: it should be taken back. */
  readonly groundless: boolean
}

/**
 * Of one office and year. Official numbers stand in their order; between them stands what happened meanwhile, by its
 * time; papers without a number stand last, since the register does not know them yet.
 */
export const registerRows = (
  dossiers: readonly RegisterDossier[],
  office: string,
  year: number,
): readonly RegisterRow[] => {
  const rows = dossiers.flatMap((dossier) => rowsOf(dossier, office)).filter((row) => yearOf(row) === year)
  const numbered = rows
    .filter((row) => row.kind !== 'handed-over' && row.number !== null)
    .sort((a, b) => byNumber(a, b) || (a.id < b.id ? -1 : 1))
  const handed = rows.filter(({ kind }) => kind === 'handed-over').sort(byTime)
  const pending = rows.filter(({ kind, number }) => kind === 'issued' && number === null).sort(byTime)
  return [...merged(numbered, handed), ...pending]
}

const rowsOf = (dossier: RegisterDossier, office: string): readonly RegisterRow[] => {
  const { issued = [], handed = [], id, reference, procedure, title } = dossier
  const papers = new Map(issued.map((line) => [line.id, line]))
  const named = (act: string | null): string | null => (act === null ? null : (papers.get(act)?.number ?? act))
  const shared = {
    dossier: id,
    reference,
    procedure,
    title,
    replaces: null,
    replacedBy: null,
    proof: null,
    groundless: false,
  }
  const ofPaper = (line: IssuedLine): readonly RegisterRow[] => {
    const { id, at, agent, document, number, voided = [] } = line
    const row = { ...shared, id, at, agent, document, groundless: line.groundless === true }
    return [
      { ...row, kind: 'issued', number, replaces: named(line.replaces), replacedBy: named(line.replacedBy) },
      ...voided.map((one) => ({ ...row, kind: 'void' as const, ...one, replacedBy: number })),
    ]
  }
  const ofHandOver = ({ id, at, agent, proof, issued: given }: HandedLine): RegisterRow => {
    const paper = given === null ? undefined : papers.get(given)
    const { document = null, number = null } = paper ?? {}
    return { ...shared, kind: 'handed-over', id, at, agent, document, number, proof }
  }
  return [
    ...issued.filter(({ unit }) => unit === office).flatMap(ofPaper),
    ...handed.filter(({ unit }) => unit === office).map(ofHandOver),
  ]
}

/** A paper stands in the year of its number: one printed in December may be entered in January. */
const yearOf = ({ kind, number, at }: RegisterRow): number =>
  (kind !== 'handed-over' && number !== null ? parseNumber(number)?.year : undefined) ?? Number(at.slice(0, 4))

const byTime = (a: RegisterRow, b: RegisterRow): number => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1)

const byNumber = (a: RegisterRow, b: RegisterRow): number => {
  const [left, right] = [parseNumber(a.number ?? ''), parseNumber(b.number ?? '')]
  return left && right ? compareNumbers(left, right) : 0
}

/** Keeps the order of each: numbers never step back, even where a clock did. */
const merged = (numbered: readonly RegisterRow[], handed: readonly RegisterRow[]): readonly RegisterRow[] => {
  const rows: RegisterRow[] = []
  let next = 0
  for (const row of numbered) {
    for (let one = handed[next]; one !== undefined && one.at < row.at; one = handed[++next]) rows.push(one)
    rows.push(row)
  }
  return [...rows, ...handed.slice(next)]
}
