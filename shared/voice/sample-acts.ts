// Acts of recordings for tests: who, where, and what came after what.
import { makeAct, type Act, type ActAuthor } from '../dossier/act.ts'
import type { CommuneKind } from '../procedure/workflow.ts'

export const sampleDossier = 'AAAAAAAAAAAAAAAAAAAAAA'

export const people = {
  fatima: { agent: 'fatima', device: 'kiosk-a', unit: 'epn-asni', role: 'mediator' },
  lahcen: { agent: 'lahcen', device: 'kiosk-b', unit: 'epn-imlil', role: 'mediator' },
  nadia: { agent: 'nadia', device: 'desk-n', unit: 'bureau', role: 'supervisor' },
} as const satisfies Record<string, ActAuthor>

export interface When {
  readonly at?: string
  readonly beacon?: string | null
  readonly dossier?: string
}

export const voiceAct = (
  kind: CommuneKind,
  by: ActAuthor,
  after: readonly Act[],
  payload: Act['payload'],
  { at = '2026-03-01T10:00:00Z', beacon = null, dossier = sampleDossier }: When = {},
): Act => makeAct({ v: 1, dossier, kind, by, at, beacon, after: after.map((one) => one.id), payload })

export const recordedPayload = {
  prompt: 'app.hear-again',
  voice: 'shi',
  scope: 'commune',
  speaker: 'Fadma',
  consent: true,
  mediaType: 'audio/webm;codecs=opus',
  ms: 1200,
  audio: 'GkXfo59C',
  to: ['bureau'],
}
