// One connection to PostgreSQL kept apart for what belongs to a session: notifications that are waited for, and advisory
// locks. When it breaks another is made for as long as somebody listens, and each is told, since what was said meanwhile is
// lost. Nothing of a commune is read or written over it.
import { Client, escapeIdentifier, type ClientConfig } from 'pg'

export interface Listener {
  readonly heard: (payload: string) => void
  /** The connection is a new one, and listens again. */
  readonly renewed?: () => void
}

export interface PostgresSession {
  /** The `yes` of its one row. Throws when there is no connection. */
  ask(text: string, values: readonly unknown[]): Promise<boolean>
  /** One listener a channel. Gives what stops it; connects when nobody has yet. */
  listen(channel: string, listener: Listener): () => void
  /** Done on every new connection, before anybody is answered on it. Gives what takes it back. */
  atEach(work: (ask: PostgresSession['ask']) => Promise<unknown>): () => void
  close(): Promise<void>
}

const RETRY_MS = 1000

export const createPostgresSession = (config: ClientConfig): PostgresSession => {
  const channels = new Map<string, Listener>()
  const works = new Set<(ask: PostgresSession['ask']) => Promise<unknown>>()
  let connected: Promise<Client> | null = null
  let timer: ReturnType<typeof setTimeout> | null = null
  let isFirst = true
  let closed = false
  /** A connection takes one statement after the other. */
  let before: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = before.then(work, work)
    before = mine.catch(() => undefined)
    return mine
  }

  const connect = async (): Promise<Client> => {
    const client = new Client({ keepAlive: true, connectionTimeoutMillis: 10_000, ...config })
    let isOver = false
    let wasOpen = false
    const lost = (): void => {
      if (isOver) return
      isOver = true
      connected = null
      client.end().catch(() => undefined)
      if (closed || channels.size === 0) return
      timer = setTimeout(() => void open().catch(() => undefined), wasOpen ? 0 : RETRY_MS)
    }
    client.on('error', lost)
    client.on('end', lost)
    client.on('notification', ({ channel, payload = '' }) => channels.get(channel)?.heard(payload))
    try {
      await client.connect()
      for (const channel of channels.keys()) await listenOn(client, channel)
      for (const work of works) await work((text, values) => yesOf(client, text, values))
    } catch (cause) {
      lost()
      throw cause
    }
    wasOpen = true
    const isNew = !isFirst
    isFirst = false
    if (isNew) for (const { renewed } of channels.values()) renewed?.()
    return client
  }
  const open = (): Promise<Client> => {
    if (closed) return Promise.reject(new Error('the session is closed'))
    if (timer) clearTimeout(timer)
    return (connected ??= connect().catch((cause: unknown) => {
      connected = null
      throw cause
    }))
  }

  return {
    ask: async (text, values) => {
      const client = await open()
      return inTurn(() => yesOf(client, text, values))
    },
    listen: (channel, listener) => {
      channels.set(channel, listener)
      open()
        .then((client) => inTurn(async () => channels.get(channel) === listener && listenOn(client, channel)))
        .catch(() => undefined)
      return () => {
        if (channels.get(channel) !== listener) return
        channels.delete(channel)
        const client = connected
        const stop = async (): Promise<unknown> => {
          const open = await client
          return channels.has(channel) ? null : open?.query(`unlisten ${escapeIdentifier(channel)}`)
        }
        inTurn(stop).catch(() => undefined)
      }
    },
    atEach: (work) => {
      works.add(work)
      return () => void works.delete(work)
    },
    close: async () => {
      const client = connected
      closed = true
      if (timer) clearTimeout(timer)
      await client?.then((one) => one.end()).catch(() => undefined)
    },
  }
}

const listenOn = (client: Client, channel: string): Promise<unknown> =>
  client.query(`listen ${escapeIdentifier(channel)}`)

const yesOf = async (client: Client, text: string, values: readonly unknown[]): Promise<boolean> => {
  const { rows } = await client.query<{ yes: boolean }>(text, [...values])
  return rows[0]?.yes === true
}
