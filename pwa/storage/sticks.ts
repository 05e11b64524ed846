// What this device remembers of the files it put on sticks: how many, up to which packets, and the secret their answers
// are sealed with. In clear, since a locked device takes answers in; a thief who reads it could at most write an answer
// that the device's own heads refuse.
import * as v from 'valibot'
import type { Database } from './database.ts'

const whole = v.pipe(v.number(), v.integer())
const schema = v.object({
  number: whole,
  id: v.string(),
  secret: v.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === 32),
  /** ISO 8601, by the device's clock. */
  at: v.string(),
  /** Per chain: the last packet in the file. */
  upTo: v.array(v.object({ incarnation: v.string(), n: whole })),
})

export type StickMark = v.InferOutput<typeof schema>

const key = 'sticks'
/** An answer may be late; one that is later than this many files is of a stick that was lost. */
const most = 20

/** The oldest first; those that can no longer be read are passed over. */
export const readSticks = async (database: Database): Promise<readonly StickMark[]> => {
  const found: unknown = (await database.meta.get(key))?.value
  const list: readonly unknown[] = Array.isArray(found) ? found : []
  return list.flatMap((one) => {
    const parsed = v.safeParse(schema, one)
    return parsed.success ? [parsed.output] : []
  })
}

/** Durable before the file is given out: a file whose answer nobody can open must not exist. */
export const addStick = async (database: Database, mark: StickMark): Promise<void> => {
  const before = await readSticks(database)
  await database.meta.put({ key, value: [...before, mark].slice(-most) })
}
