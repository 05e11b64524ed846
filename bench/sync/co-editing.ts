// `npm run bench:co-editing`: two mediators of one point, each in a browser of their own, have the same draft open. One
// corrects an answer; how long until the other, who is at the read-back, has it on screen. Measured, never asserted.
//
//   -- --changes 40 each way   --round-trip 2   --keys 80 ms between two keys
//   PWA_DIR=<folder> takes an app that is built already
import { loadavg } from 'node:os'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { buildIfChanged } from '../../scripts/build-if-changed.ts'
import { timesOf, timesTable, type Times } from './co-editing/times.ts'
import { openTwoDesks, type Desk } from './co-editing/two-desks.ts'

const { values } = parseArgs({
  options: {
    changes: { type: 'string', default: '40' },
    'round-trip': { type: 'string', default: '2' },
    keys: { type: 'string', default: '80' },
  },
})

const words = ['Imskar', 'Tagadirt', 'Aremd', 'Ouanesekra', 'Ikkis', 'Tizi Oussem', 'Matate', 'Tachdirt']

/** People do not wait for each other: the next change meets every phase of the rounds that the last one caused. */
const pauseMs = (turn: number): number => 200 + 2300 * ((turn * 0.618) % 1)

const correct = async (writer: Desk, reader: Desk, changes: number, name: string): Promise<readonly Times[]> => {
  await writer.correct()
  const measured: Times[] = []
  for (let turn = 0; turn < changes; turn++) {
    await sleep(pauseMs(turn))
    const text = `${words[turn % words.length]} ${name}${turn}`
    await writer.type(text, Number(values.keys))
    await reader.reads(text)
    // The strip of the writer and the frame of the reader may still be on their way into the list.
    await sleep(100)
    measured.push(timesOf(text, await writer.moments(), await reader.moments()))
  }
  await writer.done()
  return measured
}

const load = (): string => (loadavg()[0] ?? 0).toFixed(1)

if (!process.env['PWA_DIR']) await buildIfChanged()
const desks = await openTwoDesks(Number(values['round-trip']))
try {
  const [one, other] = desks.both
  const before = load()
  const changes = Number(values.changes)
  const there = await correct(one, other, changes, 'a')
  const back = await correct(other, one, changes, 'b')
  console.log(
    `\n${changes} changes each way, round trip ${values['round-trip']} ms, ${values.keys} ms between keys, load ${before} to ${load()}`,
  )
  console.log(timesTable([...there, ...back]))
  console.log(`the one way\n${timesTable(there, ['all'])}\nthe other\n${timesTable(back, ['all'])}`)
} finally {
  await desks.close()
}
