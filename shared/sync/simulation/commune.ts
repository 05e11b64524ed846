// The smallest commune and the smallest procedure that the simulation's people can work with.
import type { Directory } from '../../access/directory.ts'
import { packRef, type ProcedurePack } from '../../procedure/pack.ts'

const text = { fr: 'Essai', ar: 'تجربة' }

export const simDirectory: Directory = {
  commune: { code: '01.001.01.01', name: text, province: text },
  units: [
    { id: 'epn', kind: 'point', name: text, site: 12, pivots: [] },
    { id: 'office', kind: 'office', name: text, pivots: ['trials'] },
    { id: 'town', kind: 'office', name: text, pivots: ['trials'] },
  ],
  agents: [
    { id: 'mediator-a', name: 'A', role: 'mediator', unit: 'epn' },
    { id: 'mediator-b', name: 'B', role: 'mediator', unit: 'epn' },
    { id: 'clerk-c', name: 'C', role: 'clerk', unit: 'office' },
    { id: 'clerk-d', name: 'D', role: 'clerk', unit: 'office' },
    { id: 'clerk-e', name: 'E', role: 'clerk', unit: 'town' },
    { id: 'supervisor-f', name: 'F', role: 'supervisor', unit: 'office' },
  ],
  demo: true,
  publicUrl: 'https://example.test',
}

const state = (shown: 'draft' | 'received' | 'accepted' | 'refused' | 'ready') => ({
  name: text,
  public: shown,
  slaClock: 'running' as const,
})
const by = ['mediator', 'clerk'] as const

/** Each is issued once, and has a number then. */
export const papers = ['paper', 'copy', 'stamp', 'map'] as const

export const simPack: ProcedurePack = {
  schema: 'pack/1',
  id: 'xx.trial',
  version: '1.0.0',
  status: 'active',
  issued: '2025-01-01',
  modified: '2025-01-01',
  source: [],
  service: {
    name: text,
    description: text,
    pictogram: 'paper',
    keyword: { fr: [], ar: [] },
    isGroupedBy: ['papers'],
    hasCompetentAuthority: { type: 'trials', name: text },
    hasCost: [],
    processingTime: { value: null, source: [] },
    silence: 'none',
    hasInputType: [],
    produces: papers.map((id) => ({ id, name: text, type: 'certificate' as const })),
    hasLegalResource: [],
  },
  form: { survey: [], choices: {}, pages: [] },
  workflow: {
    initial: 'draft',
    states: {
      draft: state('draft'),
      filed: state('received'),
      yes: state('accepted'),
      no: state('refused'),
      ready: state('ready'),
    },
    transitions: [
      { id: 'file', on: 'submitted', from: ['draft'], to: 'filed', by, label: text },
      { id: 'accept', on: 'decided', when: { outcome: 'accepted' }, from: ['filed'], to: 'yes', by, label: text },
      { id: 'refuse', on: 'decided', when: { outcome: 'refused' }, from: ['filed'], to: 'no', by, label: text },
      { id: 'finish', on: 'ready', from: ['yes'], to: 'ready', by, label: text },
    ],
  },
  refusalReasons: [],
  mandate: 'optional',
  titleRows: [],
  records: { classCode: 'x', retention: 'P1Y', trigger: 'closed', disposal: 'destroy' },
}

export const simProcedure = packRef(simPack)
