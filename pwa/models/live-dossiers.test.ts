import { expect, test } from 'vitest'
import type { LiveDossier } from './live-dossier.ts'
import { createLiveDossiers } from './live-dossiers.ts'

/** A dossier whose writes end when they are told to. */
const slow = () => {
  const done: string[] = []
  let end = () => undefined as void
  const written = new Promise<void>((resolve) => (end = resolve))
  const live = {
    id: 'a',
    note: async () => {
      await written
      done.push('written')
    },
    destroy: () => void done.push('destroyed'),
  }
  return { live: live as unknown as LiveDossier, done, end: () => end() }
}

test('what is still being written is waited for, also of a dossier that was just left', async () => {
  const { live, done, end } = slow()
  const lives = createLiveDossiers(() => Promise.resolve(live))
  await lives.take('a')
  lives.leave('a')
  const settled = lives.settled().then(() => done.push('settled'))
  await new Promise((resolve) => setImmediate(resolve))
  expect(done).toEqual(['destroyed'])
  end()
  await settled
  expect(done).toEqual(['destroyed', 'written', 'settled'])
})

test('a dossier that does not open holds up nobody', async () => {
  const lives = createLiveDossiers(() => Promise.reject(new Error('damaged')))
  await lives.take('a').catch(() => undefined)
  await lives.settled()
})
