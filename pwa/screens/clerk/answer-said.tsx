// Who said an answer, what shows it, and who typed it. How most answers came is said once, so that the one that came
// otherwise is seen.
import type { Register } from '../../../shared/dossier/draft.ts'
import { agentName, comma } from './names.ts'
import { t } from './text.ts'

export function AnswerSaid({ register }: { readonly register: Register }) {
  return (
    <span class="clerk-said">
      <AnswerWay register={register} />
    </span>
  )
}

export function AnswerWay({ register }: { readonly register: Register }) {
  return (
    <>
      {t(`answer-said-${register.said}`)}
      {register.proof === undefined ? null : `${comma()}${t(`answer-proof-${register.proof}`)}`}
      {comma()}
      {t('answer-typed-by')} <bdi>{agentName(register.by)}</bdi>
    </>
  )
}

/** Null when there are few of one way. */
export const usualWay = (registers: readonly Register[]): Register | null => {
  const ways = new Map<string, Register[]>()
  for (const register of registers) ways.set(wayOf(register), [...(ways.get(wayOf(register)) ?? []), register])
  const [most = []] = [...ways.values()].sort((one, other) => other.length - one.length)
  return most.length < 3 ? null : (most[0] ?? null)
}

export const unusual = (register: Register | undefined, usual: Register | null): Register | undefined =>
  register !== undefined && usual !== null && wayOf(register) === wayOf(usual) ? undefined : register

const wayOf = ({ said, proof, by }: Register): string => JSON.stringify([said, proof, by])
