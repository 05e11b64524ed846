import { expect, test } from 'vitest'
import { openedPayload } from './simulation/calm.ts'
import { actEntry, answerEntry, createCalmServer, createSitting, idOf, unsigned } from './simulation/calm.ts'

const dossier = idOf('a recording')
const recordedPayload = {
  prompt: 'app.yes',
  voice: 'shi',
  scope: 'commune',
  speaker: 'F.',
  consent: true,
  mediaType: 'audio/webm;codecs=opus',
  ms: 900,
  audio: 'GkXfo59C',
  to: ['office'],
}

const recordedAtA = async () => {
  const server = createCalmServer()
  const mediator = await createSitting('mediator-a')
  const supervisor = await createSitting('supervisor-f')
  const recorded = mediator.act(dossier, 'voice-recorded', recordedPayload)
  const answer = await server.accept(unsigned(await mediator.cut(actEntry(recorded))))
  expect(answer.held).toEqual([])
  return { server, mediator, supervisor, recorded }
}

test('rule 5: a recording is read where it was made and by those who may approve it, and by nobody else', async () => {
  const { server } = await recordedAtA()
  expect(server.disk.journalOf('epn')).toHaveLength(1)
  expect(server.disk.journalOf('office')).toHaveLength(1)
  expect(server.disk.journalOf('town')).toHaveLength(0)
})

test('rule 5: what is approved for the commune comes whole to every unit that the approval names', async () => {
  const { server, supervisor, recorded } = await recordedAtA()
  const to = ['epn', 'office', 'town']
  const approved = supervisor.act(dossier, 'voice-approved', { scope: 'commune', to }, [recorded])
  const answer = await server.accept(unsigned(await supervisor.cut(actEntry(approved))))
  expect(answer.held).toEqual([])
  for (const unit of to) expect(server.disk.journalOf(unit)).toHaveLength(2)
})

test('rule 7: an approval that comes before its recording waits for it', async () => {
  const server = createCalmServer()
  const mediator = await createSitting('mediator-a')
  const supervisor = await createSitting('supervisor-f')
  const recorded = mediator.act(dossier, 'voice-recorded', recordedPayload)
  const approved = supervisor.act(dossier, 'voice-approved', { scope: 'commune', to: ['town'] }, [recorded])
  const early = await server.accept(unsigned(await supervisor.cut(actEntry(approved))))
  expect(early.held).toMatchObject([{ reason: 'pending' }])
  await server.accept(unsigned(await mediator.cut(actEntry(recorded))))
  expect(server.disk.journalOf('town')).toHaveLength(2)
})

test('rule 8: a mediator who approves, drafts beside a recording, requests within it: held', async () => {
  const { server, mediator, recorded } = await recordedAtA()
  const wrong = await mediator.cut(
    actEntry(mediator.act(dossier, 'voice-approved', { scope: 'commune', to: ['town'] }, [recorded])),
    answerEntry(mediator, dossier, 'name', 'x'),
    actEntry(mediator.act(dossier, 'opened', openedPayload, [recorded])),
  )
  const answer = await server.accept(unsigned(wrong))
  expect(answer.held.map(({ reason }) => reason)).toEqual(['act-not-allowed', 'after-submission', 'act-not-allowed'])
})
