// A commune with a point, two offices and the people in them, and one procedure with every step a clerk knows: for tests
// of what happens to a dossier once it is filed. Nothing here is a fact.
import type { Directory, Role } from '../../access/directory.ts'
import type { ProcedurePack } from '../../procedure/pack.ts'
import type { ActKind, PublicState, Transition, WorkflowState } from '../../procedure/workflow.ts'
import { makeAct, type Act, type ActAuthor } from '../act.ts'
import { sha256Url } from '../canonical.ts'
import { makeReference } from '../reference.ts'

const name = { fr: 'x', ar: 'س' }
const state = (
  shown: PublicState,
  slaClock: WorkflowState['slaClock'],
  final?: WorkflowState['final'],
): WorkflowState => ({ name, public: shown, slaClock, ...(final ? { final } : {}) })

const clerks: readonly Role[] = ['clerk', 'officer']
const step = (id: string, on: ActKind, from: string, to: string, more: Partial<Transition> = {}): Transition => ({
  id,
  on,
  from: from.split(' '),
  to,
  by: clerks,
  label: name,
  ...more,
})

export const officePack: ProcedurePack = {
  schema: 'pack/1',
  id: 'ma.trial',
  version: '1.0.0',
  status: 'active',
  issued: '2026-01-01',
  modified: '2026-01-01',
  source: [],
  service: {
    name,
    description: name,
    pictogram: 'paper',
    keyword: { fr: [], ar: [] },
    isGroupedBy: ['papers'],
    hasCompetentAuthority: { type: 'trials', name },
    hasCost: [],
    processingTime: { value: null, source: [] },
    maxTime: { value: 'P60D', source: [] },
    silence: 'accept',
    hasInputType: ['photo', 'bill'].map((id) => ({
      id,
      name,
      pictogram: 'paper',
      required: true,
      copies: 1,
      original: true,
      mustBeLegalised: false,
      captures: ['seen'],
      source: [],
    })),
    produces: [
      { id: 'certificate', name, type: 'certificate' },
      { id: 'receipt', name, type: 'receipt' },
    ],
    hasLegalResource: [],
  },
  form: {
    survey: [
      { type: 'text', name: 'name', label: name },
      { type: 'integer', name: 'year', label: name },
      { type: 'text', name: 'hidden', label: name, privacy: 'sealed' },
      { type: 'begin_repeat', name: 'members' },
      { type: 'text', name: 'member', label: name },
      { type: 'end_repeat', name: '' },
    ],
    choices: {},
    pages: [{ id: 'all', label: name, icon: 'paper', rows: ['name', 'year', 'hidden', 'members'] }],
  },
  workflow: {
    initial: 'draft',
    states: {
      draft: state('draft', 'stopped'),
      filed: state('received', 'running'),
      incomplete: state('missing', 'paused'),
      accepted: state('accepted', 'running'),
      ready: state('ready', 'stopped'),
      delivered: state('handed-over', 'stopped', 'accepted'),
      refused: state('refused', 'stopped', 'refused'),
      withdrawn: state('withdrawn', 'stopped', 'cancelled'),
    },
    transitions: [
      step('submit', 'submitted', 'draft', 'filed', { by: ['mediator', 'clerk'] }),
      step('ask', 'piece-requested', 'filed', 'incomplete', { once: true }),
      step('bring', 'piece-supplied', 'incomplete', 'filed', { by: ['mediator', ...clerks] }),
      step('accept', 'decided', 'filed incomplete', 'accepted', {
        when: { outcome: 'accepted' },
        by: [...clerks, 'system'],
      }),
      step('refuse', 'decided', 'filed incomplete', 'refused', { when: { outcome: 'refused' }, requires: ['reason'] }),
      step('make-ready', 'ready', 'accepted', 'ready'),
      step('give', 'handed-over', 'accepted ready', 'delivered'),
      step('withdraw', 'withdrawn', 'draft filed incomplete accepted ready', 'withdrawn', {
        by: ['mediator', ...clerks],
      }),
      step('reopen', 'reopened', 'delivered refused', 'filed', { by: ['officer', 'supervisor'] }),
    ],
  },
  refusalReasons: [{ id: 'doubt', name }],
  mandate: 'optional',
  titleRows: ['name'],
  records: { classCode: 'trials', retention: 'P1Y', trigger: 'closed', disposal: 'destroy' },
}

export const officeDirectory: Pick<Directory, 'units' | 'agents'> = {
  units: [
    { id: 'point', kind: 'point', name, site: 12, pivots: [] },
    { id: 'office', kind: 'office', name, pivots: ['trials'] },
    { id: 'town', kind: 'office', name, pivots: [] },
  ],
  agents: [
    { id: 'fatima', name: 'Fatima', role: 'mediator', unit: 'point' },
    { id: 'karim', name: 'Karim', role: 'clerk', unit: 'office' },
    { id: 'samira', name: 'Samira', role: 'officer', unit: 'office' },
    { id: 'omar', name: 'Omar', role: 'clerk', unit: 'town' },
    { id: 'hind', name: 'Hind', role: 'supervisor', unit: 'office' },
  ],
}

export const serverAuthor: ActAuthor = { agent: 'server', device: 'server', unit: 'office', role: 'system' }

export const authorNamed = (agent: string): ActAuthor => {
  if (agent === 'server') return serverAuthor
  const person = officeDirectory.agents.find(({ id }) => id === agent)
  if (!person) throw new Error(agent)
  return { agent, device: `${agent}-device`, unit: person.unit, role: person.role }
}

export interface When {
  readonly at?: string
  readonly beacon?: string | null
}

/** `after`: acts it comes after, themselves or their ids. */
export const actBy = (
  agent: string,
  kind: ActKind,
  payload: Act['payload'],
  after: readonly (Act | string)[],
  { at = '2026-03-02T10:00:00Z', beacon = null }: When = {},
): Act =>
  makeAct({
    v: 1,
    dossier: 'AAAAAAAAAAAAAAAAAAAAAA',
    kind,
    by: authorNamed(agent),
    at,
    beacon,
    after: after.map((one) => (typeof one === 'string' ? one : one.id)),
    payload,
  })

const nothing = sha256Url(new Uint8Array())
const procedure = `${officePack.id}@${officePack.version}`

export const openedAct = actBy('fatima', 'opened', { procedure, lang: 'ar' }, [])
export const submittedAct = actBy(
  'fatima',
  'submitted',
  {
    procedure,
    answersHash: nothing,
    attachments: [],
    to: 'office',
    reference: makeReference(12, 4067),
    tokenHash: nothing,
    secretHash: nothing,
    mode: 'enabling',
  },
  [openedAct],
)
/** A request as it comes to the office. */
export const filedActs: readonly Act[] = [openedAct, submittedAct]
