import { expect, test } from 'vitest'
import { version } from '../../package.json'
import { limits } from '../../shared/sync/limits.ts'
import { readToldVersion, toldVersion } from './told-version.ts'

test.each(['on', 'none', 'full'] as const)(
  'a device whose second copy is %s is told apart by its version',
  (mirror) => {
    const told = toldVersion(version, mirror)
    expect(readToldVersion(told)).toEqual({ version, mirror })
    expect(told.length).toBeLessThanOrEqual(limits.versionBytes)
  },
)

test('what a device from before says is its version, and nothing is held against it', () => {
  expect(readToldVersion('0.0.9')).toEqual({ version: '0.0.9', mirror: 'on' })
})
