// Real processes. Updates hurt them by the author's name (testing/misbehaving-process.ts), or for real.
import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { sha256Url } from '../../../shared/dossier/canonical.ts'
import { openDraft, setAnswer } from '../../../shared/dossier/draft.ts'
import { clientIdOf } from '../../../shared/sync/client-id.ts'
import { examineJob } from '../../../shared/sync/examine.ts'
import type { DraftAuthor, ExamineJob } from '../../../shared/sync/server-ports.ts'
import { createExaminer, type Examiner, type ExaminerOptions } from './examiner.ts'
import { slowUpdate } from './testing/slow-update.ts'

/** 16 bytes for a word. */
const idOf = (word: string): string => `${sha256Url(new TextEncoder().encode(word)).slice(0, 21)}A`
const authorOf = (agent: string): DraftAuthor => ({ device: idOf('device'), incarnation: idOf('sitting'), agent })

/** A dossier with one answer per name, each name its author; what honest names wrote is accepted. */
const jobBy = (dossier: string, ...agents: readonly string[]): ExamineJob => {
  const updates = agents.map((agent, at) => {
    // Each from a sitting of its own, so that one which is held takes nothing with it.
    const author = { ...authorOf(agent), incarnation: idOf(`sitting ${at}`) }
    const doc = openDraft(clientIdOf(author.device, author.incarnation, idOf(dossier)), null)
    const bytes = setAnswer(doc, author.incarnation, 'name', `written ${at}`, { by: agent, said: 'citizen' })
    return { bytes, author }
  })
  return { dossier: idOf(dossier), state: null, updates }
}

// Starting processes may take long on a busy machine; nothing here is about time.
vi.setConfig({ testTimeout: 60_000 })

const open: Examiner[] = []
const examiner = (given: Partial<ExaminerOptions> = {}): Examiner => {
  const one = createExaminer(given)
  open.push(one)
  return one
}
const misbehaving = new URL('testing/misbehaving-process.ts', import.meta.url)
afterEach(() => {
  for (const one of open.splice(0)) one.close()
})

const outcomes = (verdicts: Awaited<ReturnType<Examiner['examine']>>): string[][] =>
  verdicts.map((row) => row.map((one) => (one.ok ? 'accepted' : one.error)))

describe('rule 8: examination in a process of its own', () => {
  test('gives for 1,000 honest drafts what the direct examination gives', async () => {
    const jobs = Array.from({ length: 1000 }, (_, at) => jobBy(`dossier ${at}`, ...(at % 3 === 0 ? ['a', 'b'] : ['a'])))
    expect(await examiner().examine('kiosk', jobs)).toEqual(jobs.map((job) => [...examineJob(job)]))
  })

  test('builds each update on the last accepted one, in spite of what is held between', async () => {
    const job = jobBy('dossier', 'a', 'b', 'c')
    const [first, , third] = job.updates
    const bad = { bytes: Uint8Array.of(1, 2, 3), author: authorOf('b') }
    const foreign = { bytes: third?.bytes ?? bad.bytes, author: authorOf('b') }
    const updates = [first ?? bad, bad, foreign, third ?? bad]
    const [verdicts] = await examiner().examine('kiosk', [{ ...job, updates }])
    expect(outcomes([verdicts ?? []])).toEqual([['accepted', 'guard', 'guard', 'accepted']])
    const last = verdicts?.[3]
    expect(last?.ok && openDraft(1, last.value).getMap('answers').size).toBe(2)
  })

  test('answers what the guard refuses without a process', async () => {
    const none = examiner({ entry: new URL('testing/no-such-file.ts', import.meta.url) })
    const job: ExamineJob = {
      dossier: idOf('dossier'),
      state: null,
      updates: Array.from({ length: 200 }, () => ({ bytes: new Uint8Array(20).fill(255), author: null })),
    }
    expect(outcomes(await none.examine('kiosk', [job, job]))).toEqual(
      [job, job].map((one) => one.updates.map(() => 'guard')),
    )
    expect(await none.examine('kiosk', [])).toEqual([])
  })

  test.each(['hangs', 'hoards', 'dies'])(
    'an update that %s is held alone: those before and after it are taken',
    async (evil) => {
      const one = examiner({ entry: misbehaving, heapMegabytes: 32, lastSilence: 1000 })
      const jobs = [jobBy('before', 'a'), jobBy('hit', 'a', evil, 'b'), jobBy('after', 'a')]
      expect(outcomes(await one.examine('kiosk', jobs))).toEqual([
        ['accepted'],
        ['accepted', 'unexaminable', 'accepted'],
        ['accepted'],
      ])
      expect(outcomes(await one.examine('kiosk', [jobBy('next', 'a')]))).toEqual([['accepted']])
    },
  )

  test('a process that was killed by somebody else costs nobody an update: it is tried once more', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'morchid-examiner-'))
    const job = jobBy('dossier', 'a', `dies once ${join(folder, 'marker')}`, 'b')
    const verdicts = await examiner({ entry: misbehaving }).examine('kiosk', [job])
    rmSync(folder, { recursive: true })
    expect(outcomes(verdicts)).toEqual([['accepted', 'accepted', 'accepted']])
  })

  test('an update that passes the guard and keeps Yjs busy for longer than it may is held', async () => {
    const author = authorOf('a')
    const dossier = idOf('dossier')
    const bytes = slowUpdate(clientIdOf(author.device, author.incarnation, dossier))
    // Far less time than the work needs, so that the test is the same on every machine.
    const verdicts = await examiner({ silence: 20, lastSilence: 20 }).examine('kiosk', [
      { dossier, state: null, updates: [{ bytes, author }] },
    ])
    expect(outcomes(verdicts)).toEqual([['unexaminable']])
  })
})

describe('rule 8: one device never takes the room of another', () => {
  test('a device whose updates hang keeps one process; another device is answered while it waits', async () => {
    // Nothing ends a process here: were both at work for the one device, the other would wait for ever.
    const one = examiner({ entry: misbehaving, silence: 2 ** 31 - 1 })
    const hostile = ['x', 'y'].map((dossier) => one.examine('hostile', [jobBy(dossier, 'hangs')]))
    for (let round = 0; round < 5; round++)
      expect(outcomes(await one.examine('honest', [jobBy(`dossier ${round}`, 'a', 'b')]))).toEqual([
        ['accepted', 'accepted'],
      ])
    one.close()
    const ends = await Promise.allSettled(hostile)
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  })

  test('with one process only, devices take turns batch by batch', async () => {
    const one = examiner({ processes: 1 })
    const answered: string[] = []
    const many = Array.from({ length: 300 }, (_, at) => jobBy(`dossier ${at}`, 'a'))
    await Promise.all([
      one.examine('long', many).then(() => answered.push('long')),
      one.examine('short', [jobBy('dossier', 'a')]).then(() => answered.push('short')),
    ])
    expect(answered).toEqual(['short', 'long'])
  })

  test('of two communes the one with many devices does not keep the other waiting for all of them', async () => {
    const one = examiner({ processes: 1, groupOf: (device) => device.slice(0, device.indexOf('|')) })
    const answered: string[] = []
    const ask = async (device: string): Promise<void> => {
      await one.examine(device, [jobBy('dossier', 'a')])
      answered.push(device)
    }
    const city = Array.from({ length: 12 }, (_, at) => ask(`city|${at}`))
    await Promise.all([...city, ask('village|0')])
    expect(answered.indexOf('village|0')).toBeLessThan(4)
  })
})

describe('the processes themselves', () => {
  test('one that cannot be started is told as what it is, not as an update that is held', async () => {
    const none = examiner({ entry: new URL('testing/no-such-file.ts', import.meta.url) })
    await expect(none.examine('kiosk', [jobBy('dossier', 'a')])).rejects.toThrow('no examining process')
  })

  test('close ends them and refuses what is not examined', async () => {
    const one = examiner({ entry: misbehaving, silence: 60_000 })
    await one.examine('kiosk', [jobBy('dossier', 'a')])
    const asked = one.examine('kiosk', [jobBy('dossier', 'hangs')])
    one.close()
    await expect(asked).rejects.toThrow('closed')
    await expect(one.examine('kiosk', [jobBy('dossier', 'a')])).rejects.toThrow('closed')
  })

  test('one whose server was killed ends itself', async () => {
    const parent = fork(new URL('testing/parent-process.ts', import.meta.url), {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    const pid = await new Promise<unknown>((resolve) => parent.once('message', resolve))
    if (typeof pid !== 'number') throw new Error('no number')
    expect(process.kill(pid, 0)).toBe(true)
    parent.kill('SIGKILL')
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'), { timeout: 20_000, interval: 50 })
  })
})
