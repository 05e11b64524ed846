// The operator's guide says what the program does: every variable with its default, every command, flag and file by a name that
// is there.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { variables } from '../sync-server/config.ts'

const home = join(import.meta.dirname, '..')
const guide = readFileSync(join(home, 'docs/operate.md'), 'utf8')

test('the table of variables is the schema’s, defaults included', () => {
  const table = guide.slice(guide.indexOf('## 9.'))
  const rows = [...table.matchAll(/^\| `([A-Z0-9_]+)` \| (?:`([^`]*)`)? ?\|/gm)].map(([, name, value]) => [name, value])
  expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(variables))
  expect(rows.length).toBe(variables.size)
})

test('every command is one of the door’s, and every npm script is there', () => {
  const door = readFileSync(join(home, 'scripts/morchid.ts'), 'utf8')
  const package_ = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
  const commands = new Set([...guide.matchAll(/(?:sudo |`)morchid ([a-z-]+)/g)].map(([, name = '']) => name))
  expect(commands.size).toBeGreaterThan(10)
  for (const name of commands) expect(door, name).toMatch(new RegExp(`^ {2}'?${name}'?: \\{`, 'm'))
  for (const [, name = ''] of guide.matchAll(/npm run ([a-z:-]+)/g))
    expect(Object.keys(package_.scripts)).toContain(name)
})

test('every flag it gives to a command is one of that command’s', () => {
  const door = readFileSync(join(home, 'scripts/morchid.ts'), 'utf8')
  // A command may go on in the next line.
  const given = guide.replaceAll('\\\n', ' ').matchAll(/morchid ([a-z][a-z-]*)([^\n`]*)/g)
  let flags = 0
  for (const [, command = '', rest = ''] of given) {
    const script = new RegExp(`^ {2}'?${command}'?: \\{ script: '([a-z-]+)'`, 'm').exec(door)?.[1]
    if (script === undefined) continue
    const source = readFileSync(join(home, `scripts/${script}.ts`), 'utf8')
    for (const [, flag = ''] of rest.matchAll(/ --([a-z-]+)/g)) {
      flags++
      if (flag !== 'help')
        expect(source, `morchid ${command} --${flag}`).toMatch(new RegExp(`[ ']${flag}'?: \\{ type: '`))
    }
  }
  expect(flags).toBeGreaterThan(30)
})

test('what it says with two words is known: units are added, persons listed', () => {
  const admin = readFileSync(join(home, 'scripts/admin.ts'), 'utf8')
  const said = new Set(
    [...guide.matchAll(/morchid ((?:commune|unit|person|device|pack|voice) [a-z]+)/g)].map(([, words = '']) => words),
  )
  expect(said.size).toBeGreaterThan(8)
  for (const words of said) expect(admin).toContain(`case '${words}':`)
})

test('what operators set is a variable of ours: in the guide’s lines and in the units', () => {
  const units = readdirSync(join(home, 'deploy')).filter((name) => name.endsWith('.service'))
  const inUnits = units.flatMap((name) =>
    [...readFileSync(join(home, 'deploy', name), 'utf8').matchAll(/^Environment=([A-Z_]+)=/gm)].map(([, one]) => one),
  )
  const inGuide = [...guide.matchAll(/(?:`|echo )([A-Z][A-Z0-9_]{2,})=/g)].map(([, one]) => one)
  expect(inUnits.length).toBeGreaterThan(1)
  expect(inGuide.length).toBeGreaterThan(4)
  // TMPDIR is Node's.
  for (const name of [...inUnits, ...inGuide]) expect([...variables.keys(), 'TMPDIR']).toContain(name)
})

test('the units write where the guide puts data and copies, and start what it installs', () => {
  for (const place of ['/var/lib/morchid', '/mnt/sauvegardes/morchid', '/etc/morchid', '/opt/morchid'])
    expect(guide).toContain(place)
  const service = readFileSync(join(home, 'deploy/morchid.service'), 'utf8')
  const settings = readFileSync(join(home, 'deploy/morchid.env'), 'utf8')
  expect(service).toContain('ReadWritePaths=-/mnt/sauvegardes/morchid')
  expect(settings).toContain('BACKUP_DIR=/mnt/sauvegardes/morchid\n')
  expect(service).toContain('StateDirectory=morchid\n')
  expect(settings).toContain('DATA_DIR=/var/lib/morchid/')
})

test('every file it installs or links to is there', () => {
  const names = [...guide.matchAll(/\b(deploy\/[\w.@-]+\w)|\]\(([\w./-]+\.md)\)/g)]
  expect(names.length).toBeGreaterThan(4)
  for (const [, shipped, linked] of names) {
    const path = shipped === undefined ? join(home, 'docs', linked ?? '') : join(home, shipped)
    expect(existsSync(path), path).toBe(true)
  }
})

test('every metric it names is one that is told', () => {
  const told = readFileSync(join(home, 'sync-server/metrics/metrics.ts'), 'utf8')
  const names = new Set([...guide.matchAll(/`morchid_([a-z_]+)/g)].map(([, name = '']) => name))
  expect(names.size).toBeGreaterThan(10)
  for (const name of names) expect(told, name).toMatch(new RegExp(`'(?:morchid_)?${name}'`))
})
