// A stick at the server's door: what comes in by it, what does not, and the answer that goes back.
import { fromBase64, fromBase64UrlEncoded } from 'lib0/buffer'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { toBase64Url } from '../../shared/dossier/canonical.ts'
import { takeStickAnswer } from '../../shared/sync/stick-answer.ts'
import {
  answerContext,
  encodeStickContent,
  outboxFile,
  outboxHead,
  parseStickAnswers,
  parseStickFile,
  stickLimits,
  stickMediaType,
} from '../../shared/sync/stick-file.ts'
import { sealSuite } from '../accept/codec.ts'
import { stickInfo } from '../accept/stick.ts'
import { createTestDevice, type TestDevice } from '../testing/test-device.ts'
import { fileDossier } from '../testing/test-dossier.ts'
import { createTestServer, random, type Reachable, type TestServer } from '../testing/test-server.ts'

let server: TestServer
let device: TestDevice
let isOffline: boolean
const id = toBase64Url(random(16))
const secret = random(32)

beforeEach(async () => {
  server = await createTestServer()
  isOffline = true
  const between: Reachable = {
    ...server,
    request: async (path, init) =>
      isOffline && path === '/api/sync' ? new Response(null, { status: 503 }) : server.request(path, init),
  }
  device = await createTestDevice(between, 'fatima')
  for (const serial of [0, 1]) {
    await fileDossier(device, serial)
    // Cuts, and gets nowhere.
    await device.sync()
  }
})
afterEach(() => server.close())

/** What the app makes of the outbox. */
const stickFor = async (sealKey: Uint8Array, packets = device.disk.packets.map(({ bytes }) => bytes)) => {
  const suite = sealSuite()
  const recipientPublicKey = await suite.kem.deserializePublicKey(new Uint8Array(sealKey))
  const content = encodeStickContent({ id, secret, device: device.id, number: 3, packets })
  const info = new TextEncoder().encode(stickInfo)
  const { ct, enc } = await suite.seal({ recipientPublicKey, info }, new Uint8Array(content), outboxHead)
  return outboxFile(new Uint8Array([...new Uint8Array(enc), ...new Uint8Array(ct)]))
}
const stick = () => stickFor(fromBase64UrlEncoded(device.enrolled.sealKey))

const post = (file: Uint8Array, type = stickMediaType) =>
  server.request('/api/import', { method: 'POST', headers: { 'Content-Type': type }, body: new Uint8Array(file) })

const answersIn = async (bytes: Uint8Array): Promise<readonly Uint8Array[]> => {
  const file = parseStickFile(bytes)
  if (!file.ok || file.value.type !== 'answer') throw new Error('no answer')
  const key = await crypto.subtle.importKey('raw', new Uint8Array(secret), 'AES-GCM', false, ['decrypt'])
  const { nonce, sealed } = file.value
  const params = {
    name: 'AES-GCM',
    iv: new Uint8Array(nonce),
    additionalData: new Uint8Array(answerContext(id)),
  }
  const answers = parseStickAnswers(new Uint8Array(await crypto.subtle.decrypt(params, key, new Uint8Array(sealed))))
  if (!answers.ok) throw new Error(answers.error)
  return answers.value
}
const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer())

const counted = async () => ({
  packets: (await server.deps.db.selectFrom('packets').select('n').execute()).length,
  entries: (await server.deps.db.selectFrom('entries').select('id').execute()).length,
})

describe('rule 11: a stick at the server', () => {
  test('its packets are received, and the answer says so to the device that wrote it', async () => {
    const response = await post(await stick())
    expect(response.status).toBe(200)
    expect(response.headers.get('Content-Disposition')).toMatch(
      /^attachment; filename="morchid-[0-9a-f]{4}-3-reponse\.mor"$/,
    )
    expect((await counted()).packets).toBe(2)
    const taken = await takeStickAnswer(device.disk, id, await answersIn(await bytesOf(response)))
    expect(taken).toEqual({ ok: true, value: { received: 2, refused: [] } })
    expect(await device.disk.outbox()).toEqual([])
  })

  test('carried twice, and sent over the link meanwhile, nothing is there twice', async () => {
    await post(await stick())
    const once = await counted()
    await post(await stick())
    isOffline = false
    await device.sync()
    await post(await stick())
    expect(await counted()).toEqual(once)
  })

  test('an answer that is older than what the device knows changes nothing', async () => {
    const old = await answersIn(await bytesOf(await post(await stick())))
    await fileDossier(device, 2)
    isOffline = false
    await device.sync()
    const before = await device.disk.chains()
    expect(await takeStickAnswer(device.disk, id, old)).toEqual({ ok: true, value: { received: 0, refused: [] } })
    expect(await device.disk.chains()).toEqual(before)
  })

  test('an answer to another file is refused, whoever made it', async () => {
    const answers = await answersIn(await bytesOf(await post(await stick())))
    const other = toBase64Url(random(16))
    expect(await takeStickAnswer(device.disk, other, answers)).toEqual({ ok: false, error: 'foreign' })
    expect(await device.disk.outbox()).toHaveLength(2)
  })

  test('nothing in the file can be read, not even whose it is', async () => {
    const text = Buffer.from(await stick()).toString('latin1')
    for (const told of [device.id, device.incarnation, 'fatima', 'Douar Tizi', 'point'])
      expect(text).not.toContain(told)
    for (const id of [device.id, device.incarnation])
      expect(text).not.toContain(Buffer.from(fromBase64UrlEncoded(id)).toString('latin1'))
  })

  test('a file sealed to another commune is refused, and nothing is kept of it', async () => {
    const elsewhere = await createTestServer()
    const response = await post(await stickFor(elsewhere.deps.keys.sealKey))
    await elsewhere.close()
    expect([response.status, await response.json()]).toMatchObject([422, { type: 'urn:morchid:stick-foreign' }])
    expect((await counted()).packets).toBe(0)
  })

  test('garbage, an answer, an empty file, a cut file and another type are refused', async () => {
    const whole = await stick()
    const answer = await bytesOf(await post(whole))
    const before = await counted()
    for (const file of [random(300), answer, new Uint8Array(), whole.subarray(0, 40), whole.subarray(0, -1)])
      expect((await post(file)).status).toBe(422)
    expect((await post(whole, 'application/json')).status).toBe(415)
    expect(await counted()).toEqual(before)
  })

  test('one byte changed anywhere, and it does not open', async () => {
    const whole = await stick()
    for (let at = 0; at < whole.length; at += Math.ceil(whole.length / 7)) {
      const changed = Uint8Array.from(whole, (byte, place) => (place === at ? byte ^ 1 : byte))
      expect((await post(changed)).status).toBe(422)
    }
  })

  test('one that is too large is refused before it is read', async () => {
    expect((await post(new Uint8Array(stickLimits.fileBytes + 1))).status).toBe(413)
  })

  test('files that follow each other too fast are asked to wait', async () => {
    const statuses: number[] = []
    for (let n = 0; n < 14; n++) statuses.push((await post(new Uint8Array(5))).status)
    expect(new Set(statuses)).toEqual(new Set([422, 429]))
  })
})

describe('the page for whoever carries the stick', () => {
  const send = async (file: Uint8Array | null, lang = 'fr') => {
    const form = new FormData()
    if (file) form.append('file', new File([new Uint8Array(file)], 'morchid-0000-3.mor'))
    return server.request(`/import?lang=${lang}`, { method: 'POST', body: form })
  }

  test('asks for the file, without a script', async () => {
    const page = await server.request('/import', {})
    expect(page.headers.get('Content-Security-Policy')).toContain("script-src 'none'")
    const text = await page.text()
    expect(text).toContain('<input id="file" name="file" type="file"')
    expect(text).not.toContain('<script')
  })

  test('says what was received and gives the answer to save', async () => {
    const text = await (await send(await stick())).text()
    expect(text).toContain('Reçu par le serveur')
    const data = /href="data:application\/vnd\.morchid\.stick;base64,([^"]+)"/.exec(text)?.[1] ?? ''
    const taken = await takeStickAnswer(device.disk, id, await answersIn(fromBase64(data)))
    expect(taken).toMatchObject({ ok: true, value: { received: 2 } })
  })

  test('says what is wrong, in the language asked for', async () => {
    expect([(await send(random(90))).status, (await send(null)).status]).toEqual([422, 422])
    expect(await (await send(random(90), 'ar')).text()).toContain('لم يتغير شيء')
  })
})
