// Notifications between real connections, one of them cut.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { createEngines } from '../testing/postgres-engines.ts'

const { newSchema, open: engineOf } = createEngines()

test('what moved is heard by every process once, and after a broken connection anything may have', async () => {
  const schema = newSchema()
  const teller = await engineOf(schema)
  const listener = await engineOf(schema)
  const stranger = await engineOf(newSchema())
  const heard: string[] = []
  let next = (): void => undefined
  const note = (who: string) => (units: ReadonlySet<string>) => {
    heard.push([who, ...units].join(' '))
    next()
  }
  const something = (): Promise<void> => new Promise((resolve) => (next = resolve))
  teller.news.listen(note('teller'))
  const stop = listener.news.listen(note('listener'))
  stranger.news.listen(note('stranger'))
  const listening = sql<{ pid: number }>`select pid from pg_stat_activity where query = ${`listen "${schema}"`}`
  while ((await listening.execute(teller.db)).rows.length < 2) await sql`select pg_sleep(0.01)`.execute(teller.db)

  const first = something()
  await teller.news.tell(new Set(['epn-asni', 'l’office']))
  await first
  while (heard.length < 2) await something()
  expect(heard.splice(0)).toEqual(['teller epn-asni l’office', 'listener epn-asni l’office'])

  // More than one notification can hold.
  const many = Array.from({ length: 500 }, (_, at) => `unit-${String(at).padStart(30, '0')}`)
  await teller.news.tell(new Set(many))
  const listened = (): string[] =>
    heard.filter((line) => line.startsWith('listener')).flatMap((line) => line.split(' ').slice(1))
  while (listened().length < 500) await something()
  expect(listened()).toEqual(many)

  heard.length = 0
  const again = something()
  for (const { pid } of (await listening.execute(teller.db)).rows)
    await sql`select pg_terminate_backend(${pid})`.execute(teller.db)
  await again
  while (heard.length < 2) await something()
  expect(heard.splice(0).sort()).toEqual(['listener', 'teller'])

  stop()
  await teller.news.tell(new Set())
  await teller.news.tell(new Set(['epn-asni']))
  expect(heard).toEqual(['teller epn-asni'])
})
