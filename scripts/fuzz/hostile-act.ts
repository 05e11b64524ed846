// Acts nobody's desk would write: JSON that is too deep, says what JSON cannot, or says it in another's name.
import { actBytes, makeAct, type Act, type ActBody } from '../../shared/dossier/act.ts'
import type { Rng } from '../../shared/sync/simulation/random.ts'
import type { Case } from './target.ts'

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Put in the place of a value, as JSON text. */
const values: Readonly<Record<string, (rng: Rng) => string>> = {
  'half letter': (rng) => rng.pick(['"\\ud800"', '"\\udfff a"', '"a\\ud83d"']),
  'number without end': (rng) => rng.pick(['1e999', '-1e999', '1e-999', '9007199254740993', '-0', '1E2']),
  'deep array': (rng) =>
    ((depth) => '['.repeat(depth) + ']'.repeat(depth))(1 + rng.below(rng.chance(0.1) ? 100_000 : 200)),
  'deep object': (rng) =>
    ((depth) => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth))(1 + rng.below(rng.chance(0.1) ? 40_000 : 200)),
  __proto__: () => '{"__proto__":{"role":"system"}}',
  'same name twice': () => '{"a":1,"a":2}',
  'proto words': () => '{"constructor":1,"hasOwnProperty":null}',
  'long text': (rng) => JSON.stringify('ص'.repeat(rng.below(8000))),
  null: () => 'null',
  number: (rng) => String(rng.below(100) - 50),
  list: () => '[1,"a",null]',
}

/** What an author may change of an act of theirs and seal again. */
const forgeries: Readonly<Record<string, (act: ActBody, rng: Rng) => ActBody>> = {
  'as the system': (act) => ({ ...act, by: { ...act.by, role: 'system' } }),
  'in the name of another': (act) => ({ ...act, by: { ...act.by, agent: 'omar' } }),
  'of another unit': (act) => ({ ...act, by: { ...act.by, unit: 'bureau-general', role: 'clerk' } }),
  'received without the server': (act) => ({ ...act, kind: 'received', payload: { official: true } }),
  'decided by nobody': (act) => ({ ...act, kind: 'decided', payload: { outcome: 'accepted' } }),
  'a correction of anything': (act) => ({
    ...act,
    kind: 'corrected',
    payload: { field: 'name', value: { a: [1] }, reason: 'x' },
  }),
  'after what is not there': (act, rng) => ({
    ...act,
    after: Array.from({ length: 1 + rng.below(64) }, () => 'A'.repeat(43)),
  }),
  'after itself': (act) => ({ ...act, after: [makeAct(act).id] }),
  'a hundred years ago': (act) => ({ ...act, at: '1926-01-01T00:00:00Z' }),
  'a recording in a request': (act) => ({
    ...act,
    kind: 'voice-recorded',
    payload: {
      prompt: '../app.yes',
      voice: 'shi',
      scope: 'commune',
      speaker: '<b>',
      consent: true,
      mediaType: 'audio/webm',
      ms: 1,
      audio: 'AAAA',
      to: ['bureau-general'],
    },
  }),
  'approved without a recording': (act, rng) => ({
    ...act,
    kind: 'voice-approved',
    by: { ...act.by, role: 'supervisor' },
    payload: { scope: 'commune', to: Array.from({ length: rng.below(600) }, (_, n) => `unit-${n}`) },
  }),
  'a script as a mark': (act) => ({ ...act, kind: 'handed-over', payload: { proof: 'mark', mark: '<script>' } }),
}

export const hostileAct = (act: Act, rng: Rng): Case => {
  const { id: _id, ...body } = act
  if (rng.chance(0.5)) {
    const kind = rng.pick(Object.keys(forgeries))
    return { kind, bytes: actBytes(makeAct(forgeries[kind]?.(body, rng) ?? body)) }
  }
  const kind = rng.pick(Object.keys(values))
  const value = values[kind]?.(rng) ?? 'null'
  // A correction says any value; or else some member of the act is replaced, wherever it stands.
  const whole = rng.chance(0.5)
    ? JSON.stringify({ ...body, kind: 'corrected', payload: { field: 'name', reason: 'x', value: '@' } })
    : JSON.stringify(body).replaceAll(/:("[^"]*"|null|\d+)/g, (all) => (rng.chance(0.2) ? ':"@"' : all))
  return { kind: `an act with ${kind}`, bytes: encode(whole.replaceAll('"@"', value)) }
}
