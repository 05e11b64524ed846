// From what an operator types to a whole commune: its two usual offices, its service points, its first people.
// Every mistake names the flag it is in. Ids are made here once and never change.
import type { Unit } from '../shared/access/directory.ts'
import { err, ok, type Result } from '../shared/text/result.ts'
import type { NewCommune, Staff } from './store/people.ts'

export interface CommuneAnswers {
  /** HCP code, `RR.PPP.CC.NN`. */
  readonly code: string
  readonly nameFr: string
  readonly nameAr: string
  readonly provinceFr: string
  readonly provinceAr: string
  readonly supervisor: string
  /** `French name|Arabic name`, in the order of their sites. */
  readonly points: readonly string[]
  /** `role|name|unit`, unit being an office or `point-1` …; role mediator, clerk, officer or supervisor. */
  readonly people: readonly string[]
}

export interface AnswerProblem {
  readonly flag: string
  readonly expected: string
}

/** First pair of the references of the first point; the others follow. */
export const FIRST_SITE = 11
export const MOST_POINTS = 80

const offices: readonly Unit[] = [
  {
    id: 'etat-civil',
    kind: 'office',
    name: { fr: 'Bureau d’état civil', ar: 'مكتب الحالة المدنية' },
    pivots: ['etat-civil'],
  },
  {
    id: 'bureau-general',
    kind: 'office',
    name: { fr: 'Bureau général', ar: 'المكتب العام' },
    pivots: ['local-authority', 'roads'],
  },
]

const staffRoles = ['mediator', 'clerk', 'officer', 'supervisor'] as const

export const communeFrom = (given: CommuneAnswers): Result<NewCommune, readonly AnswerProblem[]> => {
  const problems: AnswerProblem[] = []
  const need = (flag: string, good: boolean, expected: string): void => {
    if (!good) problems.push({ flag, expected })
  }
  need(
    '--code',
    /^\d{2}\.\d{3}\.\d{2}\.\d{1,2}$/.test(given.code),
    'le code HCP de la commune, par exemple 07.041.07.03',
  )
  need('--name-fr', isFilled(given.nameFr), 'le nom de la commune en français')
  need('--name-ar', isArabic(given.nameAr), 'le nom de la commune en arabe')
  need('--province-fr', isFilled(given.provinceFr), 'le nom de la province en français')
  need('--province-ar', isArabic(given.provinceAr), 'le nom de la province en arabe')
  need('--supervisor', isFilled(given.supervisor), 'le prénom et le nom du premier superviseur')
  need('--point', given.points.length <= MOST_POINTS, `au plus ${MOST_POINTS} points`)

  const points = given.points.map((text, i): Unit => {
    const [fr = '', ar = ''] = text.split('|').map((part) => part.trim())
    need('--point', isFilled(fr) && isArabic(ar), `« nom en français|الاسم بالعربية » (reçu : « ${text} »)`)
    return { id: `point-${i + 1}`, kind: 'point', name: { fr, ar }, site: FIRST_SITE + i, pivots: [] }
  })
  const units = [...points, ...offices]
  const ids = new Set<string>()
  const agents: Staff[] = [personOf(given.supervisor.trim(), 'supervisor', 'bureau-general', ids)]
  for (const text of given.people) {
    const [role = '', name = '', unit = ''] = text.split('|').map((part) => part.trim())
    const known = staffRoles.find((one) => one === role)
    const names = units.map(({ id }) => id).join(', ')
    need(
      '--person',
      known !== undefined && isFilled(name) && units.some(({ id }) => id === unit),
      `« mediator|Prénom Nom|unité », unité parmi ${names} (reçu : « ${text} »)`,
    )
    if (known) agents.push(personOf(name, known, unit, ids))
  }
  if (problems.length > 0) return err(problems)
  const commune = {
    code: given.code,
    name: { fr: given.nameFr.trim(), ar: given.nameAr.trim() },
    province: { fr: given.provinceFr.trim(), ar: given.provinceAr.trim() },
  }
  return ok({ commune, demo: false, units, agents })
}

export const isFilled = (text: string): boolean => text.trim().length > 0 && text.length <= 120
export const isArabic = (text: string): boolean => isFilled(text) && /\p{Script=Arabic}/u.test(text)

/** A short readable id from the name: what is typed after `npm run link --`. */
export const personOf = (name: string, role: Staff['role'], unit: string, taken: Set<string>): Staff => {
  const latin = name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z\s-]/g, '')
    .trim()
    .replace(/[\s-]+/g, '-')
  const base = latin === '' ? role : latin
  let id = base
  for (let i = 2; taken.has(id); i++) id = `${base}-${i}`
  taken.add(id)
  return { id, name, role, unit }
}
