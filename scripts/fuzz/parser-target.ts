// Every reader of bytes from outside, alone: it refuses or reads, and never throws (rule 8).
import { readSealedBlob, writeSealedBlob } from '../../shared/blob/sealed-blob.ts'
import { openDraft, setAnswer } from '../../shared/dossier/draft.ts'
import { parseAct } from '../../shared/dossier/act.ts'
import { encodeEntries, parseEntries } from '../../shared/sync/body.ts'
import { parseCertificate } from '../../shared/sync/certificate.ts'
import { limits } from '../../shared/sync/limits.ts'
import { parseHeader, parsePacket } from '../../shared/sync/packet.ts'
import type { Entry } from '../../shared/sync/ports.ts'
import { acceptSync } from '../../shared/sync/server.ts'
import {
  actEntry,
  createCalmServer,
  createSitting,
  idOf,
  openedPayload,
  submittedPayload,
} from '../../shared/sync/simulation/calm.ts'
import {
  answerFile,
  encodeStickAnswers,
  encodeStickContent,
  outboxFile,
  parseStickAnswers,
  parseStickContent,
  parseStickFile,
} from '../../shared/sync/stick-file.ts'
import { parseAnswer } from '../../shared/sync/wire-answer.ts'
import { parseRequest } from '../../shared/sync/wire-request.ts'
import { hostileAct } from './hostile-act.ts'
import { mutate, randomBytes } from './mutate.ts'
import { expectThat, type Target } from './target.ts'

interface Reader {
  /** True when it takes them. */
  read(bytes: Uint8Array): boolean
  readonly corpus: readonly Uint8Array[]
}

export const createParserTarget = async (): Promise<Target> => {
  const { acts, readers } = await readersWithCorpora()
  const names = Object.keys(readers)
  const everything = Object.values(readers).flatMap(({ corpus }) => corpus)
  return {
    name: 'parsers',
    make: (rng) => {
      const name = rng.pick(names)
      // Now and then what is right for another reader.
      const corpus = (rng.chance(0.9) ? readers[name]?.corpus : null) ?? everything
      const chance = rng.next()
      if (name === 'act' && chance < 0.4) {
        const { kind, bytes } = hostileAct(rng.pick(acts), rng)
        return { kind: `act: ${kind}`, bytes }
      }
      if (chance < 0.1) return { kind: `${name}: random`, bytes: randomBytes(rng) }
      const { kind, bytes } = mutate(rng, rng.pick(corpus), rng.pick(everything))
      return { kind: `${name}: ${kind}`, bytes }
    },
    meet: ({ kind, bytes }) => readers[kind.slice(0, kind.indexOf(':'))]?.read(bytes) ?? false,
  }
}

const readersWithCorpora = async () => {
  const server = createCalmServer()
  const sitting = await createSitting('mediator-a')
  const acts = []
  const [packets, requests, answers, bodies]: [Uint8Array[], Uint8Array[], Uint8Array[], Uint8Array[]] = [
    [],
    [],
    [],
    [],
  ]
  for (let at = 0; at < 12; at++) {
    const dossier = idOf(`dossier ${at}`)
    const opened = sitting.act(dossier, 'opened', openedPayload)
    const submitted = sitting.act(dossier, 'submitted', submittedPayload, [opened])
    const doc = openDraft(sitting.clientId(dossier), null)
    const updates = ['name', 'year', 'douar'].map((field) =>
      setAnswer(doc, sitting.keys.incarnation, field, `réponse ${at} ${field}`, { by: sitting.agent, said: 'citizen' }),
    )
    const drafts = updates.map((bytes): Entry => ({ dossier, kind: 'draft', bytes }))
    const entries = [actEntry(opened), ...drafts, actEntry(submitted)]
    acts.push(opened, submitted)
    for (const layout of [1, 2] as const)
      bodies.push(encodeEntries(entries, layout, sitting.keys), encodeEntries(entries, layout, null))
    const packet = await sitting.cut(...entries)
    packets.push(packet.bytes)
    const request = await sitting.request({
      packets: at % 3 === 0 ? packets.slice(-4) : [packet.bytes],
      chains: [{ incarnation: packet.incarnation, n: packet.n, hash: packet.hash }],
      cursors: { 'point-a': at },
    })
    requests.push(request)
    const answer = await acceptSync(server.ports, request)
    if (answer.ok) answers.push(answer.value.answer)
  }
  const headers = packets.flatMap((bytes) => {
    const parsed = parsePacket(bytes)
    return parsed.ok ? [parsed.value.packet.header] : []
  })
  const readBody = (bytes: Uint8Array, from: typeof sitting.keys | null): boolean => {
    const parsed = parseEntries(bytes, { limit: limits.bodyBytes, sitting: from })
    const size = parsed.ok ? parsed.value.reduce((sum, one) => sum + one.bytes.length, 0) : 0
    expectThat(size <= limits.bodyBytes, 'a body gives no more bytes than it may')
    return parsed.ok
  }
  const id = idOf('stick')
  const secret = new Uint8Array(32)
  const stick = encodeStickContent({ id, secret, device: sitting.keys.device, number: 1, packets })
  const asAnswer = (bytes: Uint8Array): Uint8Array => answerFile(id, new Uint8Array(12), bytes)
  const sealedPhotograph = writeSealedBlob({
    encapsulated: new Uint8Array(65),
    sealedKey: new Uint8Array(48),
    nonce: new Uint8Array(12),
    ciphertext: new Uint8Array(300),
  })
  const readers: Readonly<Record<string, Reader>> = {
    packet: { read: (bytes) => parsePacket(bytes).ok, corpus: packets },
    header: { read: (bytes) => parseHeader(bytes).ok, corpus: headers },
    body: { read: (bytes) => readBody(bytes, sitting.keys), corpus: bodies },
    'body of an answer': { read: (bytes) => readBody(bytes, null), corpus: bodies },
    request: { read: (bytes) => parseRequest(bytes).ok, corpus: requests },
    answer: { read: (bytes) => parseAnswer(bytes).ok, corpus: answers },
    certificate: { read: (bytes) => parseCertificate(bytes).ok, corpus: [sitting.keys.certificate] },
    'file of a stick': {
      read: (bytes) => parseStickFile(bytes).ok,
      corpus: [outboxFile(stick), ...answers.map(asAnswer)],
    },
    stick: { read: (bytes) => parseStickContent(bytes).ok, corpus: [stick] },
    'answers of a stick': { read: (bytes) => parseStickAnswers(bytes).ok, corpus: [encodeStickAnswers(answers)] },
    'sealed photograph': { read: (bytes) => readSealedBlob(bytes).ok, corpus: [sealedPhotograph] },
    // Its size is checked before (judge.ts).
    act: {
      read: (bytes) => bytes.length <= limits.entryBytes && parseAct(bytes).ok,
      corpus: acts.map((act) => actEntry(act).bytes),
    },
  }
  return { acts, readers }
}
