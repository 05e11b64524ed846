// Draft updates made to hurt, by name: counts, runs, clocks, depths, keys and texts as they must not be.
import { writeAny, writeUint8, writeUint8Array, writeVarString, writeVarUint } from 'lib0/encoding'
import { answerKey } from '../../shared/dossier/draft.ts'
import type { Rng } from '../../shared/sync/simulation/random.ts'
import { slowUpdate } from '../../sync-server/accept/examiner/testing/slow-update.ts'
import { ownKey, register, uints, written, type Aim } from './update-parts.ts'

const nested = (depth: number, tag: 117 | 118): Uint8Array =>
  written((e) => {
    for (let level = 0; level < depth; level++) {
      uints(e, tag, 1)
      if (tag === 118) writeVarString(e, 'a')
    }
    writeUint8(e, 126)
  })

/** One struct in a map under a key, then no deletions. */
const set = ({ client, clock }: Aim, root: string, key: string, count: number, content: Uint8Array): Uint8Array =>
  written((e) => {
    uints(e, 1, 1, client, clock)
    writeUint8(e, 8 | 32)
    writeVarUint(e, 1)
    writeVarString(e, root)
    writeVarString(e, key)
    writeVarUint(e, count)
    writeUint8Array(e, content)
    writeVarUint(e, 0)
  })
const any = (value: unknown): Uint8Array => written((e) => writeAny(e, value as never))
/** A run of deleted clocks, or of collected ones (kind 0). */
const run = ({ client, clock }: Aim, kind: 0 | 1, length: number): Uint8Array =>
  written((e) => {
    uints(e, 1, 1, client, clock)
    writeUint8(e, kind)
    if (kind === 1) {
      writeVarUint(e, 1)
      writeVarString(e, 'notes')
    }
    uints(e, length, 0)
  })
const erase = (client: number, clock: number, length: number, times = 1): Uint8Array =>
  written((e) => {
    uints(e, 0, 1, client, times)
    for (let at = 0; at < times; at++) uints(e, clock + 2 * at, length)
  })
/** Text that is no UTF-8, or half a letter. */
const brokenText = (aim: Aim, text: readonly number[]): Uint8Array =>
  written((e) => {
    uints(e, 1, 1, aim.client, aim.clock)
    writeUint8(e, 4)
    writeVarUint(e, 1)
    writeVarString(e, 'notes')
    writeVarUint(e, text.length)
    writeUint8Array(e, Uint8Array.from(text))
    writeVarUint(e, 0)
  })

export const bombs: Readonly<Record<string, (aim: Aim, rng: Rng) => Uint8Array>> = {
  'count bomb': ({ client }, rng) => written((e) => uints(e, 1, 2 ** (10 + rng.below(43)), client, 0)),
  'client bomb': (_aim, rng) => written((e) => uints(e, 2 ** (3 + rng.below(50)), 1, 1, 0)),
  'run bomb': (aim, rng) => run(aim, rng.chance(0.5) ? 0 : 1, 2 ** rng.below(53)),
  'long runs': (aim, rng) => run(aim, rng.chance(0.5) ? 0 : 1, 1_000_000 - rng.below(3)),
  'huge clock': (aim, rng) => run({ ...aim, clock: 2 ** (30 + rng.below(23)) - rng.below(3) }, 0, 1),
  'foreign client': (aim, rng) =>
    run({ ...aim, client: rng.pick([0, 1, 2 ** 53 - 1, ...aim.others.map((one) => one.client)]) }, 0, 1),
  'deep value': (aim, rng) =>
    set(aim, 'answers', ownKey(aim), 1, nested(2 + rng.below(20_000), rng.chance(0.5) ? 117 : 118)),
  'value count bomb': (aim, rng) => set(aim, 'answers', ownKey(aim), 2 ** rng.below(53), Uint8Array.of(126)),
  'array bomb': (aim, rng) =>
    set(
      aim,
      'answers',
      ownKey(aim),
      1,
      written((e) => uints(e, 117, 2 ** rng.below(53))),
    ),
  'many empty values': (aim, rng) =>
    set(
      aim,
      'answers',
      ownKey(aim),
      1,
      written((e) => {
        const count = 1 + rng.below(rng.chance(0.05) ? 100_000 : 1000)
        uints(e, 117, count)
        for (let left = count; left > 0; left--) uints(e, rng.pick([117, 118]), 0)
      }),
    ),
  '__proto__ key': (aim) => set(aim, 'answers', '__proto__', 1, any(register(aim))),
  '__proto__ field': (aim) => set(aim, 'answers', answerKey('__proto__', aim.incarnation), 1, any(register(aim))),
  '__proto__ member': (aim) =>
    set(
      aim,
      'answers',
      ownKey(aim),
      1,
      written((e) => {
        uints(e, 118, 1)
        writeVarString(e, '__proto__')
        uints(e, 118, 0)
      }),
    ),
  'proto words': (aim, rng) =>
    set(
      aim,
      'answers',
      ownKey(aim, rng.pick(['constructor', 'hasOwnProperty', 'toString'])),
      1,
      any(register(aim, { over: { constructor: 1 } })),
    ),
  'half letter': (aim, rng) =>
    brokenText(aim, rng.pick([[0xed, 0xa0, 0x80], [0xed, 0xbf, 0xbf], [0xc0, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xd8]])),
  "another's answer": (aim, rng) =>
    set(aim, 'answers', answerKey('name', rng.pick(aim.others).incarnation), 1, any(register(aim))),
  "another's name": (aim) => set(aim, 'answers', ownKey(aim), 1, any(register(aim, { by: 'omar' }))),
  'erase another': (aim, rng) => erase(rng.pick(aim.others).client, rng.below(3), 1 + rng.below(50)),
  'erase far': (aim, rng) => erase(rng.pick(aim.others).client, 2 ** rng.below(31), 2 ** rng.below(31)),
  'erase in crumbs': (aim, rng) => erase(rng.pick([aim, ...aim.others]).client, 0, 1, 1 + rng.below(19_999)),
  'odd numbers': (aim, rng) =>
    set(
      aim,
      'answers',
      ownKey(aim),
      1,
      any(
        register(aim, {
          v: rng.pick([Number.NaN, Infinity, -0, 1e308, 2 ** 53]),
          n: rng.pick([0, -1, 1.5, 2 ** 53, Number.NaN]),
        }),
      ),
    ),
  'wide register': (aim, rng) =>
    set(
      aim,
      'answers',
      ownKey(aim),
      1,
      any(
        register(aim, {
          over: Object.fromEntries(
            Array.from({ length: rng.below(rng.chance(0.05) ? 3000 : 50) }, (_, at) => [`k${at}`, 1]),
          ),
        }),
      ),
    ),
  'slow insertions': (aim, rng) => slowUpdate(aim.client, 2 + rng.below(rng.chance(0.02) ? 3000 : 600)),
}
