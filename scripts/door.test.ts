// What is said to who came by `sudo morchid`.
import { expect, test } from 'vitest'
import { saidByDoor } from './door.ts'

const door = { name: 'sudo morchid', commands: new Set(['link', 'backup', 'restore', 'restore-report', 'pack']) }

test.each([
  ['un autre : npm run link -- <personne>', 'un autre : sudo morchid link <personne>'],
  ['Pour suivre ce qui revient : npm run restore:report', 'Pour suivre ce qui revient : sudo morchid restore-report'],
  ['(npm run restore)', '(sudo morchid restore)'],
  ['Lancez « npm run link » sans nom', 'Lancez « sudo morchid link » sans nom'],
  ['npm run backup -- --to /mnt', 'sudo morchid backup --to /mnt'],
  ['« npm run packs:check » dit laquelle', '« sudo morchid pack check » dit laquelle'],
  ['Ouvrir le guichet : NODE_ENV=production npm start', 'Ouvrir le guichet : sudo systemctl start morchid'],
  ['Arrêtez-le (Ctrl-C)', 'Arrêtez-le (sudo systemctl stop morchid)'],
])('%s', (text, said) => {
  expect(saidByDoor(text, door)).toBe(said)
})

test('what is not to be had by that door is left as npm has it', () => {
  expect(saidByDoor('npm run faults -- --rolling 1000', door)).toBe('npm run faults -- --rolling 1000')
})
