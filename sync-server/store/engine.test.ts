import { expect, test } from 'vitest'
import { createNearNews } from './engine.ts'

test('news of one process reaches whoever listens, and no word is said of nothing', async () => {
  const news = createNearNews()
  const heard: string[] = []
  const stop = news.listen((units) => heard.push(`first ${[...units].join()}`))
  news.listen((units) => heard.push(`second ${[...units].join()}`))
  await news.tell(new Set())
  await news.tell(new Set(['epn-asni']))
  stop()
  await news.tell(new Set(['etat-civil']))
  expect(heard).toEqual(['first epn-asni', 'second epn-asni', 'second etat-civil'])
})
