// What of a message can be heard: the state's own prompt, and the papers or the reason by theirs, in the language the
// person is called back in. Null where nobody has recorded such a message: no button without a voice. Pure.
import type { NewAct } from '../../../shared/notice/citizen-message.ts'
import { givesPaper } from '../../../shared/procedure/gives-paper.ts'
import type { ProcedurePack } from '../../../shared/procedure/pack.ts'
import { prompt, promptOf } from '../../../shared/speech/spoken.ts'
import type { Spoken } from '../../../shared/speech/spoken.ts'

export const citizenVoice = (
  { kind, payload }: NewAct,
  pack: Pick<ProcedurePack, 'id' | 'service'> | null,
): Spoken | null => {
  switch (kind) {
    case 'piece-requested': {
      const pieces = Array.isArray(payload['pieces']) ? payload['pieces'].filter((one) => typeof one === 'string') : []
      return [prompt('app.state.missing'), ...(pack ? pieces.map((paper) => prompt(promptOf(pack.id, { paper }))) : [])]
    }
    case 'decided': {
      if (payload['outcome'] !== 'refused') return null
      const { reason } = payload
      return [
        prompt('app.state.refused'),
        ...(pack && typeof reason === 'string' ? [prompt(promptOf(pack.id, { reason }))] : []),
      ]
    }
    case 'ready':
      return [prompt('app.state.ready')]
    case 'handed-over':
      return givesPaper(pack) ? [prompt('app.state.handed-over')] : null
    case 'withdrawn':
      return [prompt('app.state.withdrawn')]
    default:
      return null
  }
}
