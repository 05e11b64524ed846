// POST /api/sync of a whole server, real routes, store, keys and examining processes: strangers send rubbish, and
// somebody who is enrolled at another point sends genuine packets of hostile content. Each gets an answer, never a 500,
// and no dossier of honest people changes (rules 2, 7, 8).
import { openDraft, setAnswer } from '../../shared/dossier/draft.ts'
import { clientIdOf } from '../../shared/sync/client-id.ts'
import { parseAnswer } from '../../shared/sync/wire-answer.ts'
import { mediaType } from '../../shared/sync/wire-parts.ts'
import { parseRequest } from '../../shared/sync/wire-request.ts'
import { createExaminer, type Examiner } from '../../sync-server/accept/examiner/examiner.ts'
import { transact } from '../../sync-server/store/sync-store.ts'
import { createTestDevice, newId } from '../../sync-server/testing/test-device.ts'
import { fileDossier } from '../../sync-server/testing/test-dossier.ts'
import { createTestServer, type TestServer } from '../../sync-server/testing/test-server.ts'
import { makeRequest, type Scene } from './hostile-request.ts'
import { openHostileSession } from './hostile-session.ts'
import { expectThat, type Target } from './target.ts'

/** A new server after so many, so that what is rightly kept does not fill the memory. */
const casesOfARound = 400

interface Round extends Scene {
  readonly server: TestServer
  /** What is stored of honest people. */
  readonly kept: string
}

export const createDoorTarget = (): Target => {
  const examiner = createExaminer()
  let round: Round | null = null
  let left = 0

  const current = async (): Promise<Round> => {
    if (round && left-- > 0) return round
    await round?.server.close()
    round = await openRound(examiner)
    left = casesOfARound
    return round
  }
  return {
    name: 'door',
    make: async (rng) => makeRequest(await current(), rng),
    meet: async ({ bytes }) => knock(await current(), bytes),
    close: async () => {
      await round?.server.close()
      examiner.close()
    },
  }
}

const openRound = async (examiner: Examiner): Promise<Round> => {
  const server = await createTestServer({ examine: examiner.examine })
  const mediator = await createTestDevice(server, 'fatima')
  const requests: Uint8Array[] = []
  const sync = async (device: typeof mediator): Promise<void> => {
    await device.sync()
    requests.push(device.last.request)
  }
  const { dossier: filed } = await fileDossier(mediator, 0)
  await sync(mediator)
  const written = newId()
  await mediator.act(written, 'opened', { procedure: 'xx.road-report@1.2.0', lang: 'fr' })
  const client = clientIdOf(mediator.id, mediator.incarnation, written)
  const said = { by: 'fatima', said: 'citizen' as const }
  await mediator.draft(written, setAnswer(openDraft(client, null), mediator.incarnation, 'place', 'Tizi', said))
  await sync(mediator)
  const clerk = await createTestDevice(server, 'omar')
  await sync(clerk)
  await clerk.act(filed, 'claimed', {})
  await sync(clerk)
  await sync(mediator)
  const packets = requests.flatMap((bytes) => {
    const parsed = parseRequest(bytes)
    return parsed.ok ? parsed.value.request.packets : []
  })
  const dossiers = [filed, written]
  return {
    server,
    hostile: await openHostileSession(server, 'lahcen'),
    dossiers,
    acts: dossiers.flatMap((dossier) => mediator.actsOf(dossier)),
    requests,
    packets,
    others: [{ client, incarnation: mediator.incarnation }],
    kept: await keptOf(server, dossiers),
  }
}

/** All that is stored of honest people's dossiers and counts. */
const keptOf = async ({ deps }: TestServer, dossiers: readonly string[]): Promise<string> => {
  const { value } = await transact(deps.db, deps.publicUrl, async (tx) => {
    const stored = [...(await tx.dossiers(dossiers))]
    const entries = await Promise.all(dossiers.map((dossier) => tx.entriesOf(dossier)))
    return { stored, entries }
  })
  return JSON.stringify(value, (_key, one) => (one instanceof Uint8Array ? Buffer.from(one).toString('base64') : one))
}

const knock = async ({ server, hostile, dossiers, kept }: Round, bytes: Uint8Array): Promise<boolean> => {
  const answer = await server.request('/api/sync', {
    method: 'POST',
    headers: { 'Content-Type': mediaType },
    body: new Uint8Array(bytes),
  })
  const body = new Uint8Array(await answer.arrayBuffer())
  expectThat(
    answer.status < 500,
    `the server answers ${answer.status} (${server.logLines.find((line) => line.includes('"error"')) ?? ''})`,
  )
  expectThat((await keptOf(server, dossiers)) === kept, 'an honest dossier is as it was')
  server.logLines.length = 0
  if (answer.status !== 200) return false
  const parsed = parseAnswer(body)
  if (!parsed.ok) throw new Error('the answer does not parse')
  hostile.head =
    parsed.value.heads.find(({ incarnation, n }) => incarnation === hostile.keys.incarnation && n > 0) ?? hostile.head
  return true
}
