// The logs of a whole story, read by somebody who looks for people: names, numbers, secrets, words, addresses. None of them
// is there; what is there is enough to follow a request by its id.
import { expect, test } from 'vitest'
import * as v from 'valibot'
import { openDraft, setAnswer } from '../shared/dossier/draft.ts'
import { clientIdOf } from '../shared/sync/client-id.ts'
import { createBlobDevice, jpegOf } from './testing/test-blobs.ts'
import { createTestDevice } from './testing/test-device.ts'
import { fileDossier } from './testing/test-dossier.ts'
import { createTestServer, random, shippedPacks } from './testing/test-server.ts'

const planted = {
  name: 'Aïcha Outaleb',
  card: 'JB471920',
  phone: '0661239874',
  message: 'Votre carte JB471920 est floue',
  caller: '203.0.113.77',
}

test('no log line of a whole story says who anybody is', async () => {
  const server = await createTestServer({ trustProxy: true })
  const device = await createTestDevice(server, 'fatima')
  const code = await server.codeFor('lahcen')
  const filed = await fileDossier(device, 4067, 'ma.residence-certificate-local')
  const piece = shippedPacks().find(({ id }) => id === 'ma.residence-certificate-local')?.service.hasInputType[0]?.id
  const doc = openDraft(clientIdOf(device.id, device.incarnation, filed.dossier), null)
  const said = { by: device.person.id, said: 'citizen' as const }
  await device.draft(filed.dossier, setAnswer(doc, device.incarnation, 'applicant_name', planted.name, said))
  await device.act(filed.dossier, 'noted', { text: planted.phone })
  await device.sync()
  const clerk = await createTestDevice(server, 'omar')
  await clerk.sync()
  await clerk.act(filed.dossier, 'claimed', {})
  await clerk.act(filed.dossier, 'piece-requested', { pieces: [piece], message: planted.message })
  const synced = await clerk.sync()
  expect(synced.type === 'synced' && synced.report.held).toEqual([])
  const papers = createBlobDevice(server, device)
  await papers.send(await papers.seal(filed.dossier, jpegOf(random(500))))
  await papers.send(await papers.seal(filed.dossier, new TextEncoder().encode(planted.name)))

  const headers = { 'X-Forwarded-For': planted.caller, 'User-Agent': planted.name, 'X-Request-Id': planted.card }
  const ask = (path: string, body: string, type = 'application/x-www-form-urlencoded') =>
    server.request(path, { method: 'POST', headers: { ...headers, 'Content-Type': type }, body })
  await server.request(`/s/${filed.token}?name=${planted.card}`, { headers })
  await ask('/s', new URLSearchParams({ reference: filed.reference, secret: filed.secret }).toString())
  await ask('/s', new URLSearchParams({ reference: planted.phone, secret: planted.card }).toString())
  await ask('/api/enrol', JSON.stringify({ code, device: planted.name }), 'application/json')
  await ask('/api/sync', planted.message, 'application/json')
  await ask('/api/import', planted.message)
  await server.request(`/${planted.card}.php?q=${planted.phone}`, { headers })
  await server.request(`/api/blobs/${filed.dossier}`, { method: 'PATCH', headers })
  await server.request('/api/local/link', { method: 'POST', headers: { Authorization: `Bearer ${planted.card}` } })

  const log = server.logLines.join('')
  const secrets = { ...planted, code, ...filed, device: device.id, incarnation: device.incarnation }
  // A device whose paper was refused is named by its id: somebody must go and look at it. It is no person.
  const { device: kiosk, ...never } = secrets
  for (const [what, value] of Object.entries(never)) expect(log, what).not.toContain(value)
  for (const one of ['Fatima', 'fatima', 'Bouzid', 'omar', 'Kabbaj', 'Douar Tizi', 'Voisin'])
    expect(log).not.toContain(one)
  expect(server.logLines.filter((line) => line.includes(kiosk)).every((line) => line.includes('refused'))).toBe(true)
  await server.close()
})

test('every line is one JSON object, and every request has an id of ours and a route pattern', async () => {
  const server = await createTestServer()
  await server.request('/s/abc?x=1', { headers: { 'X-Request-Id': 'theirs' } })
  await server.request('/nothing/here', {})
  const lines = server.logLines.map((line): unknown => JSON.parse(line))
  const shape = v.object({
    id: v.pipe(v.string(), v.regex(/^[\w-]{12}$/)),
    method: v.literal('GET'),
    route: v.picklist(['/s/:token', '/*', '*']),
    status: v.number(),
    ms: v.number(),
    time: v.number(),
    level: v.number(),
    msg: v.literal('request'),
  })
  expect(lines.length).toBe(2)
  for (const line of lines) expect(v.safeParse(shape, line).issues).toBeUndefined()
  await server.close()
})

test.each([
  ['what did not parse as JSON', () => JSON.parse('Aïcha Outaleb')],
  ['a value of the wrong shape', () => v.parse(v.number(), 'Aïcha Outaleb')],
])('an error that quotes %s is told by its place alone', async (_, fail) => {
  const server = await createTestServer({ now: fail as () => Date })
  await server.request('/api/enrol', { method: 'POST', body: '{}' })
  const log = server.logLines.join('')
  expect(log).toContain('request failed')
  expect(log).toContain('logs.test.ts')
  expect(log).not.toContain('Outaleb')
  expect(log).not.toContain('Aïcha')
  await server.close()
})
