// Which units moved, told to every process of the commune: NOTIFY on a channel of its own, LISTEN on a session that other
// communes of the process may use too. What was missed while that connection was broken is made up for by saying that
// anything may have moved.
import { randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import * as v from 'valibot'
import type { News } from './engine.ts'
import type { PostgresSession } from './postgres-session.ts'

export interface PostgresNews extends News {
  /** After what is being told; the session goes on. */
  close(): Promise<void>
}

interface World {
  readonly session: PostgresSession
  readonly pool: Pick<Pool, 'query'>
  readonly channel: string
}

const toldShape = v.object({ from: v.string(), units: v.array(v.string()) })

/** PostgreSQL takes less than 8,000 bytes. */
const MOST_BYTES = 7000

export const createPostgresNews = ({ session, pool, channel }: World): PostgresNews => {
  const listeners = new Set<(units: ReadonlySet<string>) => void>()
  const hear = (units: ReadonlySet<string>): void => {
    for (const heard of listeners) heard(units)
  }
  /** Who listens here has heard it from `tell` already. */
  const own = randomUUID()
  const waiting = new Set<string>()
  let sending: Promise<void> | null = null
  let stopHearing: (() => void) | null = null

  const send = async (): Promise<void> => {
    while (waiting.size > 0) {
      const units = [...waiting]
      waiting.clear()
      for (const part of inParts(units)) await pool.query(notify, [channel, JSON.stringify({ from: own, units: part })])
    }
  }
  const heardFar = (payload: string): void => {
    const told = v.safeParse(toldShape, JSON.parse(payload))
    if (told.success && told.output.from !== own) hear(new Set(told.output.units))
  }

  return {
    tell: async (units) => {
      if (units.size === 0) return
      hear(units)
      for (const unit of units) waiting.add(unit)
      sending ??= send().finally(() => {
        sending = null
      })
      await sending
    },
    listen: (heard) => {
      stopHearing ??= session.listen(channel, { heard: heardFar, renewed: () => hear(new Set()) })
      listeners.add(heard)
      return () => void listeners.delete(heard)
    },
    close: async () => {
      stopHearing?.()
      await sending?.catch(() => undefined)
    },
  }
}

/** News is not worth a wait for the disk. */
const notify = `with told as (select set_config('synchronous_commit', 'off', true)) select pg_notify($1, $2) from told`

const inParts = (units: readonly string[]): readonly (readonly string[])[] => {
  const parts: string[][] = []
  let size = MOST_BYTES
  for (const unit of units) {
    const length = Buffer.byteLength(JSON.stringify(unit)) + 1
    if (size + length > MOST_BYTES) {
      parts.push([])
      size = 0
    }
    parts.at(-1)?.push(unit)
    size += length
  }
  return parts
}
