// A draft update nobody's desk would make: a bomb, or something of the right grammar with everything else wrong.
import type { Rng } from '../../shared/sync/simulation/random.ts'
import { looseUpdate } from './loose-update.ts'
import type { Case } from './target.ts'
import { bombs } from './update-bombs.ts'
import type { Aim } from './update-parts.ts'

const names = Object.keys(bombs)

export const hostileUpdate = (aim: Aim, rng: Rng): Case => {
  const name = rng.chance(0.5) ? rng.pick(names) : null
  const bomb = name === null ? null : bombs[name]
  return bomb ? { kind: name ?? '', bytes: bomb(aim, rng) } : { kind: 'loose grammar', bytes: looseUpdate(aim, rng) }
}
