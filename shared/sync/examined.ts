// Verdicts on draft updates, asked for before the transaction and looked up inside it: looking at bytes may take long,
// or end the process that looks, and nobody may wait on the disk meanwhile (rule 8). A verdict holds for one update on
// one state of the draft; that state is named by where it comes from, so that a verdict is never used for another.
import type { EntryId } from './ports.ts'
import type { DraftAuthor, ExamineJob, ExamineVerdict, ServerPorts } from './server-ports.ts'

/** A draft as one transaction sees it: the stored revision, and the entries taken since then. */
export interface DraftView {
  readonly state: Uint8Array | null
  /** `<revision>+<entry>+<entry>…` */
  readonly lineage: string
}

export interface Question {
  readonly dossier: string
  readonly on: DraftView
  readonly id: EntryId
  readonly bytes: Uint8Array
  readonly author: DraftAuthor | null
}

/** Thrown inside a transaction that met an update nobody has looked at: it is rolled back, and tried again with this. */
export class Unexamined extends Error {
  readonly question: Question
  constructor(question: Question) {
    super('not examined')
    this.question = question
  }
}

export interface Examined {
  /** Throws `Unexamined` when it is not known. */
  verdict(question: Question): ExamineVerdict
  /** Looks at updates of each dossier one after the other, each on what the accepted ones before it left. */
  look(device: string, perDossier: readonly (readonly Question[])[]): Promise<void>
}

export const after = (on: DraftView, id: EntryId, state: Uint8Array): DraftView => ({
  state,
  lineage: `${on.lineage}+${id}`,
})

const keyOf = ({ dossier, on, id, author }: Question): string =>
  `${dossier}|${on.lineage}|${id}|${author === null ? 'witnessed' : author.incarnation}`

export const createExamined = (examine: ServerPorts['examine']): Examined => {
  const known = new Map<string, ExamineVerdict>()
  return {
    verdict: (question) => {
      const found = known.get(keyOf(question))
      if (!found) throw new Unexamined(question)
      return found
    },
    look: async (device, perDossier) => {
      const lists = perDossier.filter((questions) => questions.length > 0)
      const jobs = lists.map((questions): ExamineJob => ({
        dossier: questions[0]?.dossier ?? '',
        state: questions[0]?.on.state ?? null,
        updates: questions.map(({ bytes, author }) => ({ bytes, author })),
      }))
      if (jobs.length === 0) return
      const verdicts = await examine(device, jobs)
      lists.forEach((questions, list) => {
        let on = questions[0]?.on
        questions.forEach((question, at) => {
          const verdict = verdicts[list]?.[at]
          if (!on || !verdict) return
          known.set(keyOf({ ...question, on }), verdict)
          if (verdict.ok) on = after(on, question.id, verdict.value)
        })
      })
    },
  }
}

/** Tries again while the transaction meets updates that were not looked at, on the state they are now met on. */
export const untilExamined = async <T>(examined: Examined, device: string, work: () => Promise<T>): Promise<T> => {
  for (;;) {
    try {
      return await work()
    } catch (cause) {
      if (!(cause instanceof Unexamined)) throw cause
      await examined.look(device, [[cause.question]])
    }
  }
}
