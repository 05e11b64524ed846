// A wrong setting stops the start with its name; an absent one has a value that lets `npm start` work.
import { expect, test } from 'vitest'
import { explainConfig, parseConfig } from './config.ts'

test('nothing set is the demonstration on this machine alone', () => {
  expect(parseConfig({})).toEqual({
    ok: true,
    value: {
      port: 8787,
      host: '127.0.0.1',
      country: 'MA',
      timeZone: 'Africa/Casablanca',
      dataDir: './data',
      databaseSchema: 'morchid',
      publicUrl: null,
      production: false,
      packsDir: './procedures',
      pwaDir: './dist/pwa',
      trustProxy: false,
      logLevel: 'info',
      backupKeepDays: 30,
      drainSeconds: 0,
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

test('photographs go where the environment says, with every key that is needed for it', () => {
  const parsed = parseConfig({
    S3_BUCKET: 'papiers',
    S3_ENDPOINT: 'http://127.0.0.1:9000/',
    S3_PATH_STYLE: '1',
    S3_ACCESS_KEY_ID: 'asni',
    S3_SECRET_ACCESS_KEY: 'secret',
    CLAMD_SOCKET: '/run/clamav/clamd.ctl',
  })
  expect(parsed.ok && parsed.value).toMatchObject({
    clamd: '/run/clamav/clamd.ctl',
    s3: {
      bucket: 'papiers',
      endpoint: 'http://127.0.0.1:9000',
      region: 'us-east-1',
      pathStyle: true,
      keyId: 'asni',
      secret: 'secret',
    },
  })
  const byName = parseConfig({ CLAMD_SOCKET: 'clamd.local:3310' })
  expect(byName.ok && byName.value.clamd).toBe('clamd.local:3310')
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
  ['CLAMD_SOCKET', 'clamd'],
  ['S3_BUCKET', 'no bucket'],
  ['NODE_ENV', 'prod'],
  ['DATABASE_URL', 'mysql://localhost/morchid'],
  ['DATABASE_URL', 'localhost'],
  ['METRICS_WORD', 'short'],
  ['DATABASE_SCHEMA', 'C-07'],
  // PostgreSQL keeps these for itself.
  ['DATABASE_SCHEMA', 'pg_asni'],
  // Longer than what is promised of erasure.
  ['BACKUP_KEEP_DAYS', '31'],
  ['DRAIN_SECONDS', '61'],
  ['BACKUP_DIR', './data/copies'],
  ['S3_ENDPOINT', 'minio'],
  ['S3_PATH_STYLE', 'yes'],
  ['TIME_ZONE', 'Tizi/Ouzou'],
  ['SMS_GATEWAY_URL', 'kannel:13013'],
  ['SMS_FROM', 'Commune d’Asni'],
])('%s=%s is refused by name', (name, value) => {
  const parsed = parseConfig({ [name]: value })
  expect(parsed.ok).toBe(false)
  expect(parsed.ok ? '' : explainConfig(parsed.error)).toMatch(new RegExp(`^${name} : valeur refusée, attendu : .+`))
})

test('PostgreSQL is named by its address, on the network or on a socket of this machine', () => {
  for (const url of ['postgres://morchid:secret@db.local:5432/asni', 'postgresql:///morchid?host=/run/postgresql']) {
    const parsed = parseConfig({ DATABASE_URL: url })
    expect(parsed.ok && parsed.value.databaseUrl).toBe(url)
  }
})

test('every fault is named at once, and none hides another', () => {
  const parsed = parseConfig({ PORT: 'abc', PUBLIC_URL: 'asni', S3_BUCKET: 'papiers', BACKUP_DIR: './data' })
  expect(parsed.ok ? [] : parsed.error.map(({ variable, fault }) => `${fault} ${variable}`)).toEqual([
    'refused PORT',
    'refused PUBLIC_URL',
    'absent S3_ACCESS_KEY_ID',
    'absent S3_SECRET_ACCESS_KEY',
    'refused BACKUP_DIR',
  ])
  expect(parsed.ok ? '' : explainConfig(parsed.error)).toContain(
    'S3_SECRET_ACCESS_KEY : absente, attendu : sa valeur, puisque S3_BUCKET est donné',
  )
})

test('a bucket’s settings without a bucket are a fault, not photographs kept elsewhere', () => {
  const parsed = parseConfig({ S3_ACCESS_KEY_ID: 'a', S3_SECRET_ACCESS_KEY: 'b' })
  expect(parsed.ok ? [] : parsed.error.map(({ variable }) => variable)).toEqual(['S3_BUCKET'])
})

const gateway = {
  SMS_GATEWAY_URL: 'http://127.0.0.1:13013/cgi-bin/sendsms',
  SMS_GATEWAY_USER: 'morchid',
  SMS_GATEWAY_PASSWORD: 'secret',
  SMS_FROM: 'COMMUNE',
}

test('messages leave by the gateway that is named, and by none when none is', () => {
  const parsed = parseConfig({ ...gateway, TIME_ZONE: 'Europe/Brussels' })
  expect(parsed.ok && parsed.value).toMatchObject({
    timeZone: 'Europe/Brussels',
    sms: { url: gateway.SMS_GATEWAY_URL, user: 'morchid', password: 'secret', from: 'COMMUNE' },
  })
  expect(parseConfig({})).not.toHaveProperty('value.sms')
})

test('a gateway of which a part is missing is a fault, and every missing part is named', () => {
  const parsed = parseConfig({ SMS_GATEWAY_URL: gateway.SMS_GATEWAY_URL })
  expect(parsed.ok ? [] : parsed.error.map(({ variable, fault }) => `${fault} ${variable}`)).toEqual([
    'absent SMS_GATEWAY_USER',
    'absent SMS_GATEWAY_PASSWORD',
    'absent SMS_FROM',
  ])
})
