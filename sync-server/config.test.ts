// A wrong setting stops the start with its name; an absent one has a value that lets `npm start` work.
import { expect, test } from 'vitest'
import { explainConfig, parseConfig } from './config.ts'

test('nothing set is the demonstration on this machine alone', () => {
  expect(parseConfig({})).toEqual({
    ok: true,
    value: {
      port: 8787,
      host: '127.0.0.1',
      dataDir: './data',
      publicUrl: null,
      production: false,
      packsDir: './procedures',
      pwaDir: './dist/pwa',
      trustProxy: false,
      logLevel: 'info',
    },
  })
})

test('everything can be set, empty counts as absent, and the address loses its last slash', () => {
  const parsed = parseConfig({
    PORT: '80',
    HOST: '',
    DATA_DIR: '/srv/asni',
    PUBLIC_URL: 'https://asni.ma/',
    NODE_ENV: 'production',
    TRUST_PROXY: '1',
    LEASE_DAYS: '30',
  })
  expect(parsed.ok && parsed.value).toMatchObject({
    port: 80,
    host: '127.0.0.1',
    dataDir: '/srv/asni',
    publicUrl: 'https://asni.ma',
    production: true,
    trustProxy: true,
    leaseDays: 30,
  })
})

test.each([
  ['PORT', 'abc'],
  ['PORT', '70000'],
  ['PORT', '-1'],
  ['PUBLIC_URL', 'asni'],
  ['PUBLIC_URL', 'ftp://asni.ma'],
  ['PUBLIC_URL', 'https://asni.ma/?a'],
  ['TRUST_PROXY', 'yes'],
  ['LEASE_DAYS', '0'],
  ['LEASE_DAYS', '366'],
  ['LEASE_DAYS', 'a month'],
  ['LOG_LEVEL', 'loud'],
])('%s=%s is refused by name', (name, value) => {
  const parsed = parseConfig({ [name]: value })
  expect(parsed.ok).toBe(false)
  expect(parsed.ok ? '' : explainConfig(parsed.error)).toMatch(new RegExp(`^${name} : valeur refusée, attendu : .+`))
})
