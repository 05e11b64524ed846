// What is to be said, before it is known with whose voice: prompts of the catalogue, and figures that are put together
// from clips. Pure data, so that a card can travel to a second window.

/**
 * Id of one row of the catalogue: what it says, its words and its picture have the same name. Those of the app are
 * `app.<name>`; those of a procedure are made by `promptOf`.
 */
export type PromptId = string

export type SpokenPart =
  | { readonly type: 'prompt'; readonly id: PromptId }
  /** A whole number from 0 to 999,999. */
  | { readonly type: 'number'; readonly value: number }
  /** `12.40.67.31`: said pair by pair. */
  | { readonly type: 'pairs'; readonly reference: string }
  /** Whole units of the currency. */
  | { readonly type: 'amount'; readonly value: number; readonly currency: 'MAD' | 'EUR' | 'DZD' }
  /** ISO `YYYY-MM-DD`; with its weekday when it is one to come back on. */
  | { readonly type: 'date'; readonly iso: string; readonly weekday: boolean }
  /**
   * Words that no clip can say: names, places. The helper reads them, or the person's own recording is played. Numbers of
   * cards and phones are said, so that nobody has to read a private one aloud.
   */
  | { readonly type: 'free'; readonly text: string; readonly recording?: string }

export type Spoken = readonly SpokenPart[]

export const prompt = (id: PromptId): SpokenPart => ({ type: 'prompt', id })

/** What of a procedure is said. `row` and `choice` are names of the form; `paper` and `reason` are ids of the pack. */
export type SaidOfPack =
  | { readonly row: string; readonly hint?: true }
  | { readonly list: string; readonly choice: string }
  | { readonly paper: string }
  | { readonly reason: string }
  | { readonly about: 'name' | 'description' }

/** The same for every version of a pack: words that change their meaning get another row or choice. */
export const promptOf = (packId: string, said: SaidOfPack): PromptId => {
  if ('row' in said) return `${packId}.row.${said.row}${said.hint === true ? '.hint' : ''}`
  if ('list' in said) return `${packId}.choice.${said.list}.${said.choice}`
  if ('paper' in said) return `${packId}.paper.${said.paper}`
  if ('reason' in said) return `${packId}.reason.${said.reason}`
  return `${packId}.${said.about}`
}
