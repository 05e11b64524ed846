// Draft updates of the right grammar, with everything that the grammar leaves free chosen badly.
import {
  writeAny,
  writeFloat64,
  writeUint8,
  writeUint8Array,
  writeVarString,
  writeVarUint,
  type Encoder,
} from 'lib0/encoding'
import { answerKey } from '../../shared/dossier/draft.ts'
import type { Rng } from '../../shared/sync/simulation/random.ts'
import { ownKey, register, uints, written, type Aim } from './update-parts.ts'

const roots = ['answers', 'attachments', 'notes', 'answers', 'notes', 'acts', '', '__proto__']

/** Right in form, free in everything else. */
export const looseUpdate = (aim: Aim, rng: Rng): Uint8Array =>
  written((e) => {
    const clients = rng.chance(0.85) ? [aim.client] : [aim.client, ...aim.others.map((one) => one.client)]
    writeVarUint(e, clients.length)
    for (const client of clients) {
      const count = 1 + rng.below(6)
      uints(e, count, client, rng.chance(0.9) ? (client === aim.client ? aim.clock : rng.below(5)) : rng.below(2 ** 20))
      for (let left = count; left > 0; left--) looseStruct(e, aim, rng)
    }
    const erased = rng.chance(0.5) ? [] : [rng.pick([aim, ...aim.others]).client]
    writeVarUint(e, erased.length)
    for (const client of erased) uints(e, client, 1, rng.below(aim.clock + 5), 1 + rng.below(5))
  })

const looseStruct = (e: Encoder, aim: Aim, rng: Rng): void => {
  const kind = rng.weighted([
    [8, 8],
    [6, 4],
    [2, 1],
    [1, 0],
    [1, 2],
    [1, 3],
    [1, 5],
    [1, 6],
    [1, 7],
    [1, 9],
    [1, 10],
  ] as const)
  if (kind === 0 || kind === 10) {
    writeUint8(e, kind)
    return writeVarUint(e, 1 + rng.below(20))
  }
  const [left, right, sub] = [rng.chance(0.2) ? 128 : 0, rng.chance(0.1) ? 64 : 0, rng.chance(0.7) ? 32 : 0]
  writeUint8(e, kind | left | right | sub)
  for (const has of [left, right]) if (has) uints(e, rng.pick([aim, ...aim.others]).client, rng.below(aim.clock + 3))
  if (!left && !right) {
    if (rng.chance(0.97)) {
      writeVarUint(e, 1)
      writeVarString(e, rng.pick(roots))
    } else uints(e, 0, aim.client, rng.below(aim.clock + 3))
    if (sub)
      writeVarString(
        e,
        rng.pick([
          ownKey(aim),
          ownKey(aim, 'year'),
          answerKey('name', rng.pick(aim.others).incarnation),
          'photo',
          'A'.repeat(43),
          '',
          'x|',
        ]),
      )
  }
  looseContent(e, kind, aim, rng)
}

const looseContent = (e: Encoder, kind: number, aim: Aim, rng: Rng): void => {
  if (kind === 8) {
    const count = rng.chance(0.8) ? 1 : rng.below(4)
    writeVarUint(e, count)
    for (let left = count; left > 0; left--)
      writeAny(
        e,
        rng.pick<unknown>([
          register(aim),
          register(aim, { n: 2 }),
          'x',
          null,
          undefined,
          [],
          {},
          { field: 'a', mediaType: 'b', size: 1 },
        ]) as never,
      )
  } else if (kind === 4) writeVarString(e, rng.pick(['a', 'مرحبا', '👩‍🌾', '', 'x'.repeat(rng.below(2000))]))
  else if (kind === 1) writeVarUint(e, rng.below(30))
  else if (kind === 3) writeUint8Array(e, Uint8Array.of(2, 1, 2))
  else if (kind === 7) writeVarUint(e, rng.below(7))
  else if (kind === 6) {
    writeVarString(e, 'bold')
    writeVarString(e, 'true')
  } else {
    writeVarString(e, '{}')
    writeFloat64(e, rng.next())
  }
}
