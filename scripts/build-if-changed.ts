// Builds the staff app unless nothing it is made of has changed since the last build: a second `npm start` takes a second.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const ingredients = ['pwa', 'shared', 'icons', 'scripts', 'vite.config.ts', 'manifest.webmanifest', 'package-lock.json']
const notBuilt = /\.(?:test|sim)\.tsx?$|\.md$/

export const buildIfChanged = async (): Promise<void> => {
  const hash = hashOf(ingredients.map((name) => join(root, name)))
  const mark = join(root, 'dist/.build-hash')
  const built = existsSync(join(root, 'dist/pwa/index.html')) && existsSync(mark) && readFileSync(mark, 'utf8') === hash
  if (built) {
    console.log('Application déjà construite, rien n’a changé.')
    return
  }
  console.log('Construction de l’application…')
  await runVite()
  mkdirSync(join(root, 'dist'), { recursive: true })
  writeFileSync(mark, hash)
}

/** Names and contents, in a steady order. */
const hashOf = (paths: readonly string[]): string => {
  const hash = createHash('sha256')
  for (const path of paths.flatMap(filesUnder))
    hash
      .update(`${path.slice(root.length)}\0`)
      .update(readFileSync(path))
      .update('\0')
  return hash.digest('hex')
}

const filesUnder = (path: string): readonly string[] => {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return notBuilt.test(path) ? [] : [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)))
}

const runVite = (): Promise<void> =>
  new Promise((resolve, reject) => {
    const vite = fileURLToPath(new URL('../node_modules/vite/bin/vite.js', import.meta.url))
    const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
      cwd: root,
      stdio: 'inherit',
      // Whoever asks (a test runner sets its own), what is built is what people get.
      env: { ...process.env, NODE_ENV: 'production' },
    })
    child.on('error', reject)
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`la construction de l'application a échoué (${code})`)),
    )
  })
