import { expect, test } from 'vitest'
import { sendingOf } from './papers-lines.ts'

const paper = (hash: string, over: { readonly sent?: number } = {}) => ({
  id: `d/${hash}`,
  dossier: 'd',
  hash,
  bytes: 1_000,
  keptAt: 0,
  begun: false,
  sent: 0,
  ...over,
})

test('what waits is told paper by paper and in total, the one on its way as far as its bytes have gone', () => {
  const waiting = [paper('a', { sent: 400 }), paper('b', { sent: 100 })]
  const refused = ['d/c', 'e/c', 'd/f'].map((id) => ({ id, dossier: id.charAt(0) }))
  const told = sendingOf({ waiting, now: { id: 'd/a', sent: 700 } }, refused, null)
  expect(told).toMatchObject({ papers: 2, bytes: 2_000, sent: 800, now: { hash: 'a', sent: 700, bytes: 1_000 } })
  expect(told.lines.map(({ hash, sent, why }) => [hash, sent, why])).toEqual([
    ['a', 700, 'sending'],
    ['b', 100, 'soon'],
  ])
  expect(told.refused).toEqual([
    { dossier: 'd', papers: 2 },
    { dossier: 'e', papers: 1 },
  ])
})

test('a paper never has more than its bytes, and one that has just left is nobody’s progress', () => {
  expect(sendingOf({ waiting: [paper('a')], now: { id: 'd/a', sent: 5_000 } }, [], null).sent).toBe(1_000)
  expect(sendingOf({ waiting: [paper('a')], now: { id: 'd/gone', sent: 10 } }, [], 'by-hand')).toMatchObject({
    now: null,
    sent: 0,
    paused: 'by-hand',
  })
})
