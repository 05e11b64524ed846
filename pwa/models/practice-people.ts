// The invented citizens of an exercise: what each wants, hears, and holds. Their words are messages; none of them is or
// resembles anybody. Pure.
import type { Variety } from '../../shared/speech/variety.ts'

export interface PracticePerson {
  /** Its messages are `person.<id>`, `.story`, `.says` and `.trap`. */
  readonly id: 'itto' | 'lahcen' | 'rachida' | 'moha' | 'said'
  readonly variety: Variety
  /** Id of the pack they need. */
  readonly pack: string
  /** Ids of the pack's papers that they have with them. */
  readonly papers: readonly string[]
}

const residence = 'ma.residence-certificate-local'
const birth = 'ma.birth-record-extract'

export const practicePeople: readonly PracticePerson[] = [
  { id: 'itto', variety: 'tzm', pack: residence, papers: ['identity-card', 'bill'] },
  { id: 'lahcen', variety: 'shi', pack: birth, papers: ['family-book', 'identity-card'] },
  { id: 'rachida', variety: 'ary', pack: residence, papers: ['identity-card', 'bill', 'honour-declaration'] },
  { id: 'moha', variety: 'rif', pack: 'xx.road-report', papers: [] },
  { id: 'said', variety: 'fr', pack: birth, papers: ['identity-card'] },
]

/** Those whose procedure can be asked for here. */
export const peopleFor = (packIds: readonly string[]): readonly PracticePerson[] =>
  practicePeople.filter((one) => packIds.includes(one.pack))
