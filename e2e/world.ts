// A real server with its own data folder, and people with devices: each a Chromium process with a profile of its own
// behind a link of its own, so that a test can cut the link, kill the browser and open the same profile again.
import { spawn, type ChildProcess } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { chromium, type BrowserContext, type Page } from 'playwright-core'
import { chromiumPath, launchFlags } from './chromium.ts'
import { createLink, type Link, type LinkState } from './link.ts'
import { startServer, type PrintedLink, type ServerProcess } from './server.ts'

export const phone = { width: 360, height: 640 }
export const desk = { width: 1024, height: 768 }
type Viewport = typeof phone

/** Where a copied profile finds the server, on whatever port this world has it: what a browser keeps, it keeps by origin. */
const sharedOrigin = 'http://localhost:4180'

export interface Device {
  readonly page: Page
  readonly context: BrowserContext
  /** Folder of the browser's profile. */
  readonly profile: string
  /** Origin of the server as this device sees it; anybody else finds it at `wire.url`. */
  readonly url: string
  readonly wire: Link
  link(state: LinkState): Promise<void>
  /** kill -9 of the whole browser, then the same profile again; `meanwhile` may do to its folder what disks do. */
  killAndReopen(path?: string, meanwhile?: (profile: string) => void): Promise<void>
  /** Ends the browser as its user does: all it keeps is on the disk. */
  quit(): Promise<void>
  /** The path of an absolute address, at this device's origin. */
  at(address: string): string
}

export interface World {
  /** Ends all; throws when a page had an uncaught error or broke the CSP at any time. */
  close(): Promise<void>
  /** Enrolment links as printed, one for each person of the demonstration. */
  readonly links: readonly PrintedLink[]
  linkOf(role: string, nth?: number): PrintedLink
  /**
   * `flags` are Chromium's: a fake microphone, for one. With `copy` the profile outlives its port: it knows the server by
   * `sharedOrigin`, and begins as a copy of this folder.
   */
  device(viewport?: Viewport, lang?: 'fr' | 'ar', flags?: readonly string[], copy?: string): Promise<Device>
  /** The server's data folder. */
  readonly data: string
  /** Ctrl-C; for good, if nobody starts it again. */
  stopServer(): Promise<void>
  /** Ctrl-C, and again on the same data. */
  restartServer(): Promise<void>
}

/** A server's folder to begin with a copy of, and the links its first start has printed. */
export interface Beginning {
  readonly data: string
  readonly links: readonly PrintedLink[]
}

/** `settings` are environment variables of the server. */
export const createWorld = async (
  settings: Readonly<Record<string, string>> = {},
  from?: Beginning,
): Promise<World> => {
  const folder = mkdtempSync(join(tmpdir(), 'morchid-e2e-'))
  const closers: (() => Promise<void>)[] = []
  let devices = 0
  const complaints: string[] = []
  const data = join(folder, 'data')
  if (from) cpSync(from.data, data, { recursive: true })
  let server: ServerProcess = await startServer(data, settings)
  // In the order of the first printing: whoever has a device since then is in it too, with a link that is spent.
  const printed = server.links
  const links = from?.links.map((link) => printed.find(({ name }) => name === link.name) ?? link) ?? printed
  const port = (): number => server.port
  return {
    links,
    linkOf(role, nth = 0) {
      const found = links.filter((link) => link.role === role)[nth]
      if (!found) throw new Error(`no link for ${role} ${nth}: ${links.map((link) => link.role).join(' ')}`)
      return found
    },
    async device(viewport = desk, lang = 'fr', flags = [], copy) {
      const wire = await createLink(port)
      const profile = join(folder, `profile-${devices++}`)
      if (copy !== undefined) cpSync(copy, profile, { recursive: true })
      const mapped = `--host-resolver-rules=MAP localhost ${new URL(wire.url).host.replace('localhost', '127.0.0.1')}`
      const opened = await openDevice(
        profile,
        wire,
        copy === undefined ? wire.url : sharedOrigin,
        viewport,
        lang,
        complaints,
        copy === undefined ? flags : [...flags, mapped],
      )
      closers.push(opened.close)
      return opened.device
    },
    data,
    stopServer: async () => void (await server.stop()),
    async restartServer() {
      await server.stop()
      server = await startServer(data, settings)
    },
    async close() {
      for (const close of closers) await close()
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
      if (complaints.length > 0) throw new Error(`pages complained:\n${complaints.join('\n')}`)
    },
  }
}

const openDevice = async (
  profile: string,
  wire: Link,
  url: string,
  viewport: Viewport,
  lang: string,
  complaints: string[],
  flags: readonly string[],
): Promise<{ device: Device; close: () => Promise<void> }> => {
  let running = await launch(profile, viewport, lang, complaints, flags)
  const device: Device = {
    get page() {
      return running.page
    },
    get context() {
      return running.context
    },
    profile,
    url,
    wire,
    async link(state) {
      wire.set(state)
      await running.context.setOffline(state === 'down')
    },
    async killAndReopen(path = '/', meanwhile = () => undefined) {
      const offline = !(await running.page.evaluate(() => navigator.onLine).catch(() => true))
      await running.kill()
      meanwhile(profile)
      running = await launch(profile, viewport, lang, complaints, flags)
      await running.context.setOffline(offline)
      await running.page.goto(url + path, { waitUntil: 'commit' })
    },
    quit: () => running.quit(),
    at(address) {
      const { pathname, search, hash } = new URL(address)
      return url + pathname + search + hash
    },
  }
  return {
    device,
    async close() {
      await running.kill()
      await wire.close()
    },
  }
}

const launch = async (
  profile: string,
  viewport: Viewport,
  lang: string,
  complaints: string[],
  flags: readonly string[],
): Promise<{ page: Page; context: BrowserContext; kill: () => Promise<void>; quit: () => Promise<void> }> => {
  const portFile = join(profile, 'DevToolsActivePort')
  rmSync(portFile, { force: true })
  const child: ChildProcess = spawn(
    chromiumPath(),
    [
      ...launchFlags,
      // Pages of the browser's own address bar, which nobody sees here: half of what a start costs.
      '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup',
      ...flags,
      '--headless',
      `--lang=${lang}`,
      `--accept-lang=${lang}`,
      `--window-size=${viewport.width},${viewport.height}`,
      `--user-data-dir=${profile}`,
      '--remote-debugging-port=0',
      'about:blank',
    ],
    { stdio: 'ignore', detached: true },
  )
  const ended = new Promise((resolve) => child.once('exit', resolve))
  for (let waited = 0; !existsSync(portFile) || readFileSync(portFile, 'utf8').split('\n').length < 2; waited++) {
    if (waited > 600) throw new Error('Chromium did not start')
    await sleep(50)
  }
  const port = readFileSync(portFile, 'utf8').split('\n')[0]
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`)
  const context = browser.contexts()[0]
  if (!context) throw new Error('Chromium has no context')
  const page = context.pages()[0] ?? (await context.newPage())
  page.setDefaultTimeout(Number(process.env['E2E_PATIENCE'] ?? 20_000))
  await page.setViewportSize(viewport)
  page.on('pageerror', (error) => complaints.push(`${error.name}: ${error.message}\n${error.stack ?? ''}`))
  page.on('console', (message) => {
    if (/Content.Security.Policy|Trusted Type/i.test(message.text())) complaints.push(message.text())
  })
  // Somebody is at every desk of a test, and moves; a desk left alone is `lock.e2e.ts`'s.
  const hand = setInterval(() => void page.evaluate(stir).catch(() => undefined), 40_000)
  return {
    page,
    context,
    async quit() {
      clearInterval(hand)
      const session = await browser.newBrowserCDPSession()
      await Promise.all([ended, session.send('Browser.close').catch(() => undefined)])
    },
    async kill() {
      clearInterval(hand)
      if (child.pid && child.exitCode === null) {
        process.kill(-child.pid, 'SIGKILL')
        await ended
      }
      await browser.close().catch(() => undefined)
    },
  }
}

const stir = (): void => void dispatchEvent(new Event('pointermove'))
