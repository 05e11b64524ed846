// What disks and people do to the files of a browser's database while it is not running, and how they are found.
import { cpSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The folder of the database of this server's pages. */
export const databaseFolder = (profile: string): string => {
  const all = join(profile, 'Default', 'IndexedDB')
  const name = readdirSync(all).find((one) => one.endsWith('.leveldb'))
  if (!name) throw new Error(`no database in ${all}`)
  return join(all, name)
}

const biggest = (folder: string, kind: RegExp): string => {
  const size = (name: string): number => statSync(join(folder, name)).size
  const names = readdirSync(folder)
    .filter((name) => kind.test(name))
    .sort((a, b) => size(b) - size(a))
  if (!names[0]) throw new Error(`nothing like ${kind} in ${folder}`)
  return join(folder, names[0])
}

export const truncateLog = (profile: string): void => {
  const log = biggest(databaseFolder(profile), /\.log$/)
  truncateSync(log, Math.floor(statSync(log).size / 2))
}

export const overwriteLog = (profile: string): void => {
  const log = biggest(databaseFolder(profile), /\.log$/)
  writeFileSync(
    log,
    Uint8Array.from({ length: statSync(log).size }, (_, at) => (at * 7919) % 251),
  )
}

export const removeManifest = (profile: string): void => {
  const folder = databaseFolder(profile)
  for (const name of readdirSync(folder)) if (name.startsWith('MANIFEST')) rmSync(join(folder, name))
}

export const emptyCurrent = (profile: string): void => writeFileSync(join(databaseFolder(profile), 'CURRENT'), '')

export const deleteFolder = (profile: string): void => rmSync(databaseFolder(profile), { recursive: true })

export const flipByte = (profile: string): void => {
  const file = biggest(databaseFolder(profile), /\.(?:log|ldb)$/)
  const bytes = readFileSync(file)
  const middle = bytes.length >> 1
  bytes[middle] = (bytes[middle] ?? 0) ^ 0xff
  writeFileSync(file, bytes)
}

/** Puts the folder back later as it is now. */
export const copyFolder = (profile: string, to: string): ((profile: string) => void) => {
  cpSync(databaseFolder(profile), to, { recursive: true })
  return (damaged) => {
    const folder = databaseFolder(damaged)
    rmSync(folder, { recursive: true })
    cpSync(to, folder, { recursive: true })
  }
}
