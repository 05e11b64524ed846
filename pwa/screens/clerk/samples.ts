// Builders for this room's tests: a pack and acts with only what the test talks about.
import type { Act } from '../../../shared/dossier/act.ts'
import type { ProcedurePack } from '../../../shared/procedure/pack.ts'
import type { ActKind, Workflow } from '../../../shared/procedure/workflow.ts'

const evidence = (id: string, fr: string, ar: string) => ({
  id,
  name: { fr, ar },
  pictogram: 'papers',
  required: true,
  copies: 1 as const,
  original: false,
  mustBeLegalised: false as const,
  captures: ['seen'] as const,
  source: [],
})

const state = (fr: string, ar: string) => ({
  name: { fr, ar },
  public: 'received' as const,
  slaClock: 'running' as const,
})

export const sampleWorkflow: Workflow = {
  initial: 'draft',
  states: {
    draft: state('Brouillon', 'مسودة'),
    received: state('Reçue', 'متوصل بها'),
    missing: state('Pièce demandée', 'وثيقة مطلوبة'),
    accepted: state('Acceptée', 'مقبولة'),
    refused: { ...state('Refusée', 'مرفوضة'), final: 'refused' },
    ready: state('Prête', 'جاهزة'),
    done: { ...state('Remise', 'مسلمة'), final: 'accepted' },
  },
  transitions: [
    {
      id: 'file',
      on: 'submitted',
      from: ['draft'],
      to: 'received',
      by: ['mediator'],
      label: { fr: 'Déposer', ar: 'إيداع' },
    },
    {
      id: 'ask',
      on: 'piece-requested',
      from: ['received'],
      to: 'missing',
      by: ['clerk'],
      once: true,
      label: { fr: 'Demander', ar: 'طلب' },
    },
    {
      id: 'accept',
      on: 'decided',
      when: { outcome: 'accepted' },
      from: ['received'],
      to: 'accepted',
      by: ['clerk'],
      label: { fr: 'Accepter', ar: 'قبول' },
    },
    {
      id: 'refuse',
      on: 'decided',
      when: { outcome: 'refused' },
      from: ['received'],
      to: 'refused',
      by: ['clerk'],
      requires: ['reason'],
      label: { fr: 'Refuser', ar: 'رفض' },
    },
    { id: 'ready', on: 'ready', from: ['accepted'], to: 'ready', by: ['clerk'], label: { fr: 'Prête', ar: 'جاهزة' } },
    {
      id: 'hand',
      on: 'handed-over',
      from: ['ready'],
      to: 'done',
      by: ['clerk'],
      label: { fr: 'Remettre', ar: 'تسليم' },
    },
    {
      id: 'withdraw',
      on: 'withdrawn',
      from: ['received'],
      to: 'refused',
      by: ['mediator'],
      label: { fr: 'Retirer', ar: 'سحب' },
    },
  ],
}

export const samplePack = {
  service: {
    produces: [{ id: 'certificate', name: { fr: 'Certificat', ar: 'شهادة' }, type: 'certificate' }],
    hasInputType: [evidence('photo', 'une photo', 'صورة'), evidence('bill', 'une facture', 'فاتورة')],
  },
  refusalReasons: [{ id: 'not-here', name: { fr: 'pas dans la commune', ar: 'خارج الجماعة' } }],
  workflow: sampleWorkflow,
} as unknown as ProcedurePack

/** One that ends with nothing to give by hand. */
export const reportPack: ProcedurePack = { ...samplePack, service: { ...samplePack.service, produces: [] } }

export const sampleAct = (id: string, kind: ActKind, payload: Act['payload'], after: readonly string[] = []): Act => ({
  id,
  v: 1,
  dossier: 'd',
  kind,
  by: { agent: 'clerk-1', device: 'dev', unit: 'office-ec', role: 'clerk' },
  at: '2026-08-20T10:12:00Z',
  beacon: '2026-08-20T08:00:00Z',
  after,
  payload,
})
