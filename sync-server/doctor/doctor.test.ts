// What the doctor says of a server that is well, and of each harm done to it.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadKeys } from '../accept/keys.ts'
import { makeBackup } from '../backup/make-backup.ts'
import { databaseFile, openDataFolder } from '../data-folder.ts'
import { demoCommune } from '../demo.ts'
import { openBlobStore } from '../blobs/open-room.ts'
import { writeLastDrill, type DrillReport } from '../drill/drill-report.ts'
import { setUpCommune } from '../store/people.ts'
import { createBlobDevice, jpegOf } from '../testing/test-blobs.ts'
import { createTestDevice, type TestDevice } from '../testing/test-device.ts'
import { fileDossier } from '../testing/test-dossier.ts'
import { createTestServer, random, type TestServer } from '../testing/test-server.ts'
import { checkAddress } from './check-address.ts'
import { checkCopies } from './check-copies.ts'
import { checkDisk, checkKeys } from './check-folder.ts'
import { checkSettings } from './check-settings.ts'
import { examineStore } from './examine-store.ts'
import { lineOf, type Finding } from './finding.ts'

const lines = (found: readonly Finding[], level?: Finding['level']): readonly string[] =>
  found.filter((one) => level === undefined || one.level === level).map(lineOf)
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'morchid-doctor-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('each line has its mark, and what is not well has its next step', () => {
  expect(lineOf({ level: 'good', about: 'Clés', text: 'là', next: null })).toBe('✓ Clés : là')
  // What is said elsewhere may be a whole sentence.
  expect(lineOf({ level: 'bad', about: 'Base', text: 'Elle est abîmée.', next: 'npm run restore' })).toBe(
    '✗ Base : Elle est abîmée. → npm run restore',
  )
  expect(lineOf({ level: 'bad', about: 'Clés', text: 'absentes', next: 'npm run restore' })).toBe(
    '✗ Clés : absentes. → npm run restore',
  )
})

describe('settings', () => {
  const whole = { PUBLIC_URL: 'https://asni.ma', TRUST_PROXY: '1', BACKUP_DIR: '/mnt/copies', NODE_ENV: 'production' }
  test('right ones are one line', () => {
    expect(lines(checkSettings(whole))).toEqual(['✓ Configuration : toutes les variables sont justes'])
  })
  test('every fault is a line of its own, with slips of the finger', () => {
    const found = checkSettings({ ...whole, PORT: 'x', S3_BUCKET: 'papiers', DATADIR: '/srv' })
    expect(lines(found, 'bad').length).toBe(3)
    expect(lines(found, 'watch').join()).toContain('DATA_DIR')
  })
  const gateway = { SMS_GATEWAY_USER: 'morchid', SMS_GATEWAY_PASSWORD: 'secret', SMS_FROM: 'COMMUNE' }
  test('a gateway on this machine, or behind TLS, is well', () => {
    for (const SMS_GATEWAY_URL of ['http://127.0.0.1:13013/cgi-bin/sendsms', 'https://sms.ma/send'])
      expect(lines(checkSettings({ ...whole, ...gateway, SMS_GATEWAY_URL }), 'watch')).toEqual([])
  })
  test.each([
    ['no https', { PUBLIC_URL: 'http://asni.ma' }, 'bad', 'https'],
    ['no address in production', { PUBLIC_URL: '' }, 'watch', 'localhost'],
    ['a proxy that is not trusted', { TRUST_PROXY: '0' }, 'watch', 'TRUST_PROXY=1'],
    ['a trusted proxy one can go round', { HOST: '0.0.0.0' }, 'watch', 'HOST=127.0.0.1'],
    ['a gateway across an open network', { ...gateway, SMS_GATEWAY_URL: 'http://sms.ma/send' }, 'watch', 'en clair'],
    ['no place for copies', { BACKUP_DIR: '' }, 'watch', 'BACKUP_DIR'],
  ] as const)('%s is told', (_, change, level, word) => {
    const said = lines(checkSettings({ ...whole, ...change }), level)
    expect(said.length).toBe(1)
    expect(said[0]).toContain(word)
  })
})

describe('the folder from outside', () => {
  test('keys that are there, that others can read, that are damaged, that are gone', async () => {
    await loadKeys(folder, true)
    chmodSync(folder, 0o700)
    expect(lines(checkKeys(folder), 'good').length).toBe(1)
    chmodSync(join(folder, 'keys.json'), 0o644)
    expect(lines(checkKeys(folder), 'watch').join()).toContain('chmod go=')
    writeFileSync(join(folder, 'keys.json'), '{"version":1}')
    expect(lines(checkKeys(folder), 'bad').join()).toContain('abîmé')
    rmSync(join(folder, 'keys.json'))
    expect(lines(checkKeys(folder), 'bad').join()).toContain('n’est pas là')
  })
  test('a disk that cannot be read is told', () => {
    expect(lines(checkDisk('Disque', join(folder, 'nowhere')), 'bad').length).toBe(1)
    expect(lines(checkDisk('Disque', folder))[0]).toMatch(/\d+ % pris, \d+ (?:Go|Mo) libres/)
  })
})

describe('copies', () => {
  const copied = async (): Promise<{ place: Parameters<typeof checkCopies>[0]; copy: string; at: Date }> => {
    const [dataDir, backupDir, at] = [join(folder, 'data'), join(folder, 'copies'), new Date('2026-11-20T02:00:00Z')]
    mkdirSync(backupDir)
    const opened = await openDataFolder(dataDir)
    await setUpCommune(opened.db, demoCommune)
    const made = await makeBackup(opened, dataDir, backupDir, at, await openBlobStore({ dataDir, s3: null }))
    await opened.close()
    if (!made.ok) throw new Error(made.error.message)
    return { place: { dataDir, backupDir, keepDays: 30 }, copy: made.value.folder, at }
  }
  const after = (at: Date, hours: number): Date => new Date(at.getTime() + hours * 3_600_000)

  test('a fresh one is good; one that is late, or a week old, is told', async () => {
    const { place, at } = await copied()
    expect(lines(await checkCopies(place, after(at, 5)), 'good')).toEqual([
      '✓ Sauvegardes : la dernière, la 1, a 5 heures',
      '✓ Sauvegardes : les octets de la dernière sont ceux qui ont été vérifiés',
    ])
    expect(lines(await checkCopies(place, after(at, 40)), 'watch').join()).toContain('40 heures')
    expect(lines(await checkCopies(place, after(at, 24 * 8)), 'bad').join()).toContain('8 jours')
  })
  test('one byte that changed since is told, and no copy at all', async () => {
    const { place, copy, at } = await copied()
    writeFileSync(databaseFile(copy), 'x', { flag: 'a' })
    expect(lines(await checkCopies(place, after(at, 1)), 'bad').join()).toContain('a changé depuis sa vérification')
    rmSync(copy, { recursive: true })
    expect(lines(await checkCopies(place, after(at, 1)), 'bad').join()).toContain('npm run backup')
  })
  test('a copy that was never tried, or long ago, is told; a drill that failed is wrong', async () => {
    const { place, at } = await copied()
    expect(lines(await checkCopies(place, after(at, 1)), 'watch').join()).toContain('Exercice')
    const lacking = { dossiers: 0, lost: 0, held: 0, revived: 0, packets: 0, lookups: 0, blobs: 0, examples: [] }
    const drill: DrillReport = {
      at: at.toISOString(),
      backup: { number: 1, at: at.toISOString() },
      live: { dossiers: 0, entries: 0, packets: 0 },
      before: lacking,
      after: lacking,
      damaged: 0,
      refill: { devices: 0, packets: 0, own: 0, witnessed: 0, units: 0 },
      burned: 0,
      newDevices: 0,
      refused: {},
      blobsToSend: 0,
      seconds: { restore: 1, refill: 1, compare: 1 },
    }
    writeLastDrill(place.backupDir, drill)
    expect(lines(await checkCopies(place, after(at, 3)), 'good').join()).toContain('réussi il y a 3 heures')
    expect(lines(await checkCopies(place, after(at, 24 * 10)), 'watch').join()).toContain('le dernier a 10 jours')
    writeLastDrill(place.backupDir, { ...drill, after: { ...lacking, lost: 1 } })
    expect(lines(await checkCopies(place, after(at, 3)), 'bad').join()).toContain('manqué')
  })
  test('copies on the disk of the data are told', async () => {
    const { place, at } = await copied()
    expect(lines(await checkCopies(place, after(at, 1)), 'watch').join()).toContain('même disque')
  })
})

describe('the public address', () => {
  const served = async (date: string, status = 200): Promise<readonly Finding[]> => {
    const http = createServer((_, answer) => answer.writeHead(status, { Date: date }).end()).listen(0, '127.0.0.1')
    await new Promise((resolve) => http.once('listening', resolve))
    const found = await checkAddress(
      `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
      () => new Date('2026-11-21T09:00:00Z'),
    )
    http.closeAllConnections()
    http.close()
    return found
  }
  test('one that answers at the same time is good', async () => {
    expect(lines(await served('Sat, 21 Nov 2026 09:00:20 GMT'), 'good').length).toBe(2)
  })
  test('a clock that is apart is told, and an answer that is not ours', async () => {
    expect(lines(await served('Sat, 21 Nov 2026 11:00:00 GMT'), 'bad').join()).toContain('2 heures d’écart')
    expect(lines(await served('Sat, 21 Nov 2026 09:00:00 GMT', 502), 'bad').join()).toContain('502')
  })
  test('nobody there is told, with what to look at', async () => {
    const found = await checkAddress('https://127.0.0.1:9', () => new Date())
    expect(lines(found, 'bad').length).toBe(2)
    expect(found.every(({ next }) => next !== null)).toBe(true)
  })
})

describe('inside the data folder', () => {
  let server: TestServer
  let device: TestDevice
  beforeEach(async () => {
    server = await createTestServer()
    device = await createTestDevice(server, 'fatima')
    await fileDossier(device, 4067)
    await device.sync()
  })
  afterEach(() => server.close())
  const examine = async (given: Partial<Parameters<typeof examineStore>[0]> = {}): Promise<readonly Finding[]> => {
    const { db, blobs, now } = server.deps
    return examineStore({ db, store: blobs.store, scan: null, gateway: null, isDeep: true, now, ...given })
  }

  test('a server that is well has nothing but good lines', async () => {
    const found = await examine()
    expect(lines(found).filter((line) => !line.startsWith('✓'))).toEqual([])
    expect(found.map(({ about }) => about)).toEqual(expect.arrayContaining(['Base de données', 'Journaux', 'Horloge']))
  })
  test('a database in another program’s shape is told, newer or older', async () => {
    const db = server.deps.db.withTables<{ kysely_migration: { name: string; timestamp: string } }>()
    expect(lines(await examine(), 'good').join()).toMatch(/forme de ce programme, \d+ étapes/)
    await db.insertInto('kysely_migration').values({ name: '2999-later', timestamp: '' }).execute()
    expect(lines(await examine(), 'bad').join()).toContain('plus récente l’a ouverte (2999-later)')
    await db.deleteFrom('kysely_migration').where('name', 'in', ['2999-later', '2026-11-24-blobs']).execute()
    expect(lines(await examine(), 'bad').join()).toContain('1 étapes de sa forme manquent (2026-11-24-blobs)')
  })
  test('a database without a commune is wrong, for a lost folder begins again as an empty one', async () => {
    const empty = await openDataFolder(join(folder, 'begun-again'))
    const found = await examine({ db: empty.db })
    await empty.close()
    expect(lines(found, 'bad').join()).toMatch(/aucune commune.*npm run restore/)
  })
  test('rule 6: an entry that went from the disk is seen by its unit’s digest', async () => {
    const last = await server.deps.db
      .selectFrom('entries')
      .select('id')
      .orderBy('position', 'desc')
      .executeTakeFirstOrThrow()
    const id = `${last.id.startsWith('A') ? 'B' : 'A'}${last.id.slice(1)}`
    await server.deps.db.updateTable('entries').set({ id }).where('id', '=', last.id).execute()
    expect(lines(await examine(), 'bad').join()).toContain('Journaux')
  })
  test('a photograph whose bytes are gone is told', async () => {
    const papers = createBlobDevice(server, device)
    const filed = await fileDossier(device, 4068)
    const blob = await papers.seal(filed.dossier, jpegOf(random(500)))
    await papers.send(blob)
    expect(lines(await examine()).join()).toContain('1 gardés, tous là')
    await server.deps.blobs.store.remove(blob.hash)
    expect(lines(await examine(), 'bad').join()).toContain(`1 manquent sur 1, par exemple ${blob.hash}`)
  })
  test('a place for photographs that fails is told in words', async () => {
    const store = { ...server.deps.blobs.store, find: () => Promise.reject(new Error('ECONNREFUSED')) }
    expect(lines(await examine({ store }), 'bad').join()).toContain('leur place ne répond pas (ECONNREFUSED)')
  })
  test('an antivirus that does not answer is told', async () => {
    expect(lines(await examine({ scan: async () => ({ ok: false, error: 'not-there' }) }), 'bad').join()).toContain(
      'clamd',
    )
  })
  test('a gateway for messages that does not answer is told', async () => {
    expect(lines(await examine({ gateway: { answers: async () => false } }), 'bad').join()).toContain('SMS_GATEWAY_URL')
    expect(lines(await examine({ gateway: { answers: async () => true } }), 'bad')).toEqual([])
  })
  test('a clock that went back is told by what has come', async () => {
    const found = await examine({ now: () => new Date('2026-11-20T09:00:00Z') })
    expect(lines(found, 'bad').join()).toContain('24 heures dans le futur')
  })
  test('devices that went silent are counted, and no one is named', async () => {
    const found = await examine({ now: () => new Date('2026-12-05T09:00:00Z') })
    expect(lines(found, 'watch').join()).toContain('1 sur 1 muets')
    for (const name of ['fatima', 'Fatima', device.id]) expect(lines(found).join()).not.toContain(name)
  })
  test('a database that does not answer is a line, not a crash', async () => {
    await server.deps.db.destroy()
    expect(lines(await examine(), 'bad').length).toBeGreaterThan(2)
  })
})
