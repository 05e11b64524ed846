// Runs the works of one contender in a process of its own, so that nobody's memory, timers or crashes are another's:
//
//   node bench/sync/contender-process.ts <name>     with a plan as the first message, results as messages
import process from 'node:process'
import { contenders } from './contenders.ts'
import {
  runCrowd,
  runCuts,
  runOnLink,
  type Crowd,
  type LinkWork,
  type Plan,
  type Profile,
  type Timing,
} from './works.ts'

export interface Wanted {
  readonly plan: Plan
  readonly profiles: readonly Profile[]
  readonly works: readonly (LinkWork | 'crowd')[]
}

export type Result =
  | { readonly type: 'timing'; readonly profile: Profile; readonly work: LinkWork; readonly timing: Timing }
  | { readonly type: 'crowd'; readonly crowd: Crowd }
  | { readonly type: 'failed'; readonly why: string }

const tell = (result: Result): void => void process.send?.(result)

const run = async ({ plan, profiles, works }: Wanted): Promise<void> => {
  const listed = contenders.find(({ name }) => name === process.argv[2])
  if (!listed) throw new Error(`nobody is called ${process.argv[2]}`)
  const contender = await listed.load()
  const onLink = new Set(works.filter((work) => work !== 'crowd'))
  const cuts = onLink.delete('cuts')
  for (const profile of profiles) {
    if (onLink.size > 0)
      await runOnLink(contender, profile, onLink, plan, (work, timing) =>
        tell({ type: 'timing', profile, work, timing }),
      )
    if (cuts && profile === '2g')
      tell({ type: 'timing', profile, work: 'cuts', timing: await runCuts(contender, plan) })
  }
  if (works.includes('crowd')) tell({ type: 'crowd', crowd: await runCrowd(contender, plan) })
}

// Its servers end with it, and it ends with who started it.
for (const signal of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.once(signal, () => process.exit(1))

process.once('message', (wanted: Wanted) => {
  run(wanted).then(
    () => process.exit(0),
    (cause: unknown) => {
      // What it left running dies with it; the parent prints why.
      process.send?.({ type: 'failed', why: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) })
      process.exitCode = 1
      setTimeout(() => process.exit(1), 100)
    },
  )
})
