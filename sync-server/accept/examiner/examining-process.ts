// One examining process seen from the server: started, given one batch at a time, ended when it says nothing for too
// long. A process has a memory cap of its own; a worker thread has none that holds.
import { fork, type ChildProcess } from 'node:child_process'
import type { ExamineVerdict } from '../../../shared/sync/server-ports.ts'
import { parseVerdict, readyWord, type Batch } from './messages.ts'

export interface ProcessOptions {
  /** The file it runs. */
  readonly entry: URL
  /** Of JavaScript objects; what one update with its draft may need, and no more. */
  readonly heapMegabytes: number
  /** Milliseconds without a sign of life at the start, after which it cannot be started. */
  readonly startSilence: number
}

export interface ExaminingProcess {
  readonly pid: number
  /** False once it has ended. */
  alive(): boolean
  /**
   * The verdicts that came: fewer than `count` when it ended on the one that follows them, or was ended after so many
   * milliseconds without a verdict.
   */
  run(batch: Batch, count: number, silence: number): Promise<readonly ExamineVerdict[]>
  end(): void
}

/** Resolves when it is ready; rejects when it cannot be started, which is nobody's update but a broken machine. */
export const startProcess = (options: ProcessOptions): Promise<ExaminingProcess> =>
  new Promise((resolve, reject) => {
    const child = fork(options.entry, {
      execArgv: [`--max-old-space-size=${options.heapMegabytes}`],
      // It needs nothing of ours: no secret of the environment is in the memory that hostile bytes meet.
      env: {},
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    const { pid } = child
    let complaint = ''
    child.stderr?.on('data', (text: Buffer) => (complaint = `${complaint}${text.toString()}`.slice(-2000)))
    const fail = (why: string): void => {
      clearTimeout(late)
      child.kill('SIGKILL')
      reject(new Error(`no examining process: ${why}\n${complaint}`))
    }
    const late = setTimeout(() => fail('it does not start'), options.startSilence)
    child.once('error', (cause) => fail(cause.message))
    child.once('exit', (code, signal) => fail(`it ended (${code ?? signal ?? ''})`))
    child.once('message', (word) => {
      if (word !== readyWord || pid === undefined) return fail('it says something else')
      clearTimeout(late)
      for (const event of ['exit', 'error', 'message']) child.removeAllListeners(event)
      resolve(attend(child, pid))
    })
  })

const attend = (child: ChildProcess, pid: number): ExaminingProcess => {
  let alive = true
  let stop = (): void => {}
  child.once('exit', () => {
    alive = false
    stop()
  })
  // Sending to one that has just ended: `exit` says it all.
  child.on('error', () => {})
  const end = (): void => {
    child.kill('SIGKILL')
  }
  return {
    pid,
    alive: () => alive,
    end,
    run: (batch, count, silence) =>
      new Promise((resolve) => {
        const verdicts: ExamineVerdict[] = []
        const overrun = (): void => {
          const before = verdicts.length
          // If it was we who did not listen, what it said is read now, before we judge.
          setImmediate(() => {
            if (verdicts.length === before) end()
          })
        }
        const watch = setTimeout(overrun, silence)
        const hear = (message: unknown): void => {
          const verdict = parseVerdict(message)
          if (!verdict) return end()
          verdicts.push(verdict)
          watch.refresh()
          if (verdicts.length === count) stop()
        }
        stop = () => {
          stop = () => {}
          clearTimeout(watch)
          child.off('message', hear)
          resolve(verdicts)
        }
        child.on('message', hear)
        if (alive) child.send(batch)
        else stop()
      }),
  }
}
