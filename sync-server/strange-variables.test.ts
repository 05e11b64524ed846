// A slip of the finger is told, and somebody else's variable is not.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { variables } from './config.ts'
import { explainStrange, strangeVariables } from './strange-variables.ts'

test.each([
  ['DATADIR', 'DATA_DIR'],
  ['Public_Url', 'PUBLIC_URL'],
  ['port', 'PORT'],
  ['TRUSTPROXY', 'TRUST_PROXY'],
  ['DATABSE_URL', 'DATABASE_URL'],
  ['S3_SECRET_ACESS_KEYS', 'S3_SECRET_ACCESS_KEY'],
])('%s is told to be %s', (name, meant) => {
  expect(strangeVariables({ [name]: 'x' })).toEqual([{ name, meant }])
  expect(explainStrange({ name, meant })).toContain(`Vouliez-vous dire ${meant} ?`)
})

test('one of our family that is nothing is told too', () => {
  expect(strangeVariables({ S3_STORAGE_CLASS: 'x' })).toEqual([{ name: 'S3_STORAGE_CLASS', meant: null }])
})

test('what others set is left alone, and so are ours', () => {
  const others =
    'HOME PATH PWD USER SHELL LANG HOSTNAME POST LOGNAME TERM AWS_REGION NODE_OPTIONS npm_config_cache PORTS'
  expect(strangeVariables(Object.fromEntries(others.split(' ').map((name) => [name, 'x'])))).toEqual([])
  expect(strangeVariables(Object.fromEntries([...variables.keys()].map((name) => [name, 'x'])))).toEqual([])
})

test('two letters that changed places in any of our long names are seen', () => {
  const long = [...variables.keys()].filter((name) => name.length >= 6)
  fc.assert(
    fc.property(fc.constantFrom(...long), fc.nat(), (ours, place) => {
      const at = place % (ours.length - 1)
      const name = ours.slice(0, at) + ours.charAt(at + 1) + ours.charAt(at) + ours.slice(at + 2)
      return variables.has(name) || strangeVariables({ [name]: 'x' }).some(({ meant }) => meant !== null)
    }),
  )
})
