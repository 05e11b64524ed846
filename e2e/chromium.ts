// Finds a Chromium, or installs Debian's when it may. Never downloads a browser from anywhere else. The tests take the one
// without windows where it is: pages, workers, storage and network are the same, and a start costs a quarter less.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const withoutWindows = ['/usr/bin/chromium-headless-shell']
const whole = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/** What people have: for the bench, and where somebody is asked for a permission. The other tests need what pages see. */
type Use = 'as people have it' | 'tests'

const found = (use: Use): string | undefined =>
  [
    process.env['CHROMIUM_PATH'],
    ...(use === 'tests' ? [...withoutWindows, ...whole] : [...whole, ...withoutWindows]),
  ].find((place) => place !== undefined && existsSync(place))

/** Path of a browser. Throws with what to do when there is none and none can be installed. */
export const chromiumPath = (use: Use = 'tests'): string => {
  const here = found(use)
  if (here) return here
  if (process.platform === 'linux' && existsSync('/usr/bin/apt-get')) install()
  const installed = found(use)
  if (!installed) throw new Error('The browser tests need Chromium or Chrome: install one, or set CHROMIUM_PATH.')
  return installed
}

const install = (): void => {
  console.log('No Chromium found: installing the distribution’s package…')
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  const apt = (...args: string[]): void => {
    const [program, ...rest] = [...sudo, 'apt-get', '-qq', '-y', ...args] as [string, ...string[]]
    execFileSync(program, rest, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  }
  apt('update')
  apt('install', 'chromium', 'fonts-noto-core')
  try {
    apt('install', 'chromium-headless-shell')
  } catch {
    // Not every distribution has it; then the tests take longer.
  }
}

export const launchFlags = [
  '--no-sandbox',
  '--hide-scrollbars',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]
