// A real file system of a few megabytes, in memory, that can be filled to its last byte without harm to the machine:
// in a mount namespace of its own, which needs no right at all, or mounted by root or sudo where namespaces are forbidden.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import process from 'node:process'

export interface SmallDisk {
  /** Where a process started `through` finds it. */
  readonly inside: string
  /** Where this process finds it. */
  readonly here: string
  readonly through: readonly string[]
  /** Fills it with ballast until so many bytes are free. 0: until it takes no byte more. */
  fillTo(free: number): void
  /** Takes the ballast away. */
  empty(): void
  close(): Promise<void>
}

/** Null where neither way is open. */
export const openSmallDisk = async (megabytes: number): Promise<SmallDisk | null> => {
  const place = mkdtempSync(join(tmpdir(), 'morchid-disk-'))
  const disk = (await inNamespace(place, megabytes)) ?? mounted(place, megabytes)
  if (!disk) rmSync(place, { recursive: true })
  return disk
}

const inNamespace = async (place: string, megabytes: number): Promise<SmallDisk | null> => {
  const script = 'mount -t tmpfs -o "size=$2m,mode=700" tmpfs "$1" && echo mounted && exec sleep infinity'
  const holder = spawn('unshare', ['--map-root-user', '--mount', 'sh', '-c', script, 'sh', place, String(megabytes)], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const ended = once(holder, 'close').catch(() => undefined)
  const lines = createInterface({ input: holder.stdout })
  const isMounted = await Promise.race([once(lines, 'line').then(() => true), ended.then(() => false)])
  if (!isMounted || holder.pid === undefined) return null
  const { pid } = holder
  const through = ['nsenter', '--target', String(pid), '--user', '--mount', '--preserve-credentials']
  return withBallast(place, `/proc/${pid}/root${place}`, [...through, `--wd=${process.cwd()}`], async () => {
    holder.kill('SIGKILL')
    await ended
    rmSync(place, { recursive: true })
  })
}

const mounted = (place: string, megabytes: number): SmallDisk | null => {
  const options = `size=${megabytes}m,mode=700,uid=${process.getuid?.() ?? 0}`
  if (asRoot('mount', '-t', 'tmpfs', '-o', options, 'tmpfs', place) !== 0) return null
  return withBallast(place, place, [], async () => {
    asRoot('umount', place)
    rmSync(place, { recursive: true })
  })
}

/** Without ever asking for a password. */
const asRoot = (...command: readonly string[]): number | null =>
  process.getuid?.() === 0
    ? spawnSync(command[0] ?? '', command.slice(1)).status
    : spawnSync('sudo', ['-n', ...command]).status

const withBallast = (
  inside: string,
  here: string,
  through: readonly string[],
  close: () => Promise<void>,
): SmallDisk => {
  const ballast = join(here, 'ballast')
  const freeNow = (): number => {
    const { bavail, bsize } = statfsSync(here)
    return bavail * bsize
  }
  return {
    inside,
    here,
    through,
    fillTo: (free) => {
      for (let left = freeNow() - free; left > 0; left = freeNow() - free)
        appendFileSync(ballast, new Uint8Array(Math.min(left, 1024 * 1024)))
    },
    empty: () => rmSync(ballast, { force: true }),
    close,
  }
}
