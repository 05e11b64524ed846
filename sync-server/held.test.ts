// What comes too late, through the real server and its disk: held, and told to every device that reads the dossier.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fromBase64UrlEncoded } from 'lib0/buffer'
import { openDraft, setAnswer } from '../shared/dossier/draft.ts'
import { payloadOf } from '../shared/dossier/payload.ts'
import { clientIdOf } from '../shared/sync/client-id.ts'
import { createTestDevice, type TestDevice } from './testing/test-device.ts'
import { fileDossier } from './testing/test-dossier.ts'
import { createTestServer, type TestServer } from './testing/test-server.ts'

let server: TestServer
let kiosk: TestDevice
let tablet: TestDevice
let clerk: TestDevice
beforeAll(async () => {
  server = await createTestServer()
  kiosk = await createTestDevice(server, 'fatima')
  tablet = await createTestDevice(server, 'hassan')
  const { agents } = kiosk.enrolled.directory
  const person = agents.find(({ unit, role }) => unit === 'bureau-general' && role === 'clerk')
  clerk = await createTestDevice(server, person?.id ?? '')
})
afterAll(() => server.close())

const toldOn = (device: TestDevice, dossier: string) =>
  device.actsOf(dossier).flatMap((act) => payloadOf(act, 'entry-held') ?? [])

test('rule 7: the office’s device is told of what another device brought too late, and reads what it says', async () => {
  const { dossier } = await fileDossier(kiosk, 1)
  await kiosk.sync()
  const doc = openDraft(clientIdOf(tablet.id, tablet.incarnation, dossier), null)
  const late = setAnswer(doc, tablet.incarnation, 'note', 'Douar Imlil', { by: 'hassan', said: 'citizen' })
  await tablet.draft(dossier, late)
  await tablet.sync()
  await clerk.sync()
  expect(toldOn(clerk, dossier)).toMatchObject([
    { reason: 'after-submission', kind: 'draft', by: { agent: 'hassan', device: tablet.id } },
  ])
  expect(fromBase64UrlEncoded(toldOn(clerk, dossier)[0]?.bytes ?? '')).toEqual(late)
  // The device that brought it hears both, and both its point's.
  await tablet.sync()
  await kiosk.sync()
  for (const device of [tablet, kiosk]) expect(toldOn(device, dossier)).toEqual(toldOn(clerk, dossier))
  expect([...tablet.disk.held.values()].map(({ reason }) => reason)).toEqual(['after-submission'])
  expect(kiosk.disk.held.size).toBe(0)
})

test('rule 7: an act that a decision has made impossible is told with the decision untouched', async () => {
  const { dossier } = await fileDossier(kiosk, 2)
  await kiosk.sync()
  await tablet.sync()
  await clerk.sync()
  await tablet.act(dossier, 'submitted', { ...kiosk.actsOf(dossier).find(({ kind }) => kind === 'submitted')?.payload })
  await clerk.act(dossier, 'claimed', {})
  await clerk.sync()
  await tablet.sync()
  await clerk.sync()
  expect(toldOn(clerk, dossier)).toMatchObject([{ reason: 'act-not-allowed', kind: 'act', by: { agent: 'hassan' } }])
  const [word] = clerk.actsOf(dossier).filter(({ kind }) => kind === 'entry-held')
  const received = clerk.actsOf(dossier).find(({ kind }) => kind === 'received')
  expect(word).toMatchObject({ after: received?.after, at: received?.at })
})
