// The most memory that a page's process ever had, as Linux counts it: pages, workers, pictures and wasm together.
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'

/** The processes that show pages in this browser; the first is the youngest. */
export const rendererIds = async (page: Page): Promise<readonly number[]> => {
  const browser = page.context().browser()
  if (browser === null) throw new Error('no browser')
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  return processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => id)
    .toSorted((a, b) => b - a)
}

const megabytes = (process: number, field: string): number => {
  const line = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${process}/status`, 'utf8'))
  return Math.round(Number(line?.[1] ?? Number.NaN) / 1024)
}

/** Its own and what it shares with others, the browser's code included. */
export const mostMegabytes = (process: number): number => megabytes(process, 'VmHWM')
export const megabytesNow = (process: number): number => megabytes(process, 'VmRSS')

/** Lets a process run one sixth of the time, all its threads, until the returned function is called. */
export const atASixth = (process_: number): (() => void) => {
  let tick = 0
  const timer = setInterval(() => {
    tick = (tick + 1) % 6
    process.kill(process_, tick === 0 ? 'SIGCONT' : 'SIGSTOP')
  }, 10)
  return () => {
    clearInterval(timer)
    process.kill(process_, 'SIGCONT')
  }
}
