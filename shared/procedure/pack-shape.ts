// The shape of a pack as a valibot schema, and what each mistake of shape is called. Unknown fields are mistakes too:
// a misspelt `relevent` must not load as "always relevant". Rules between fields are in pack-rules.ts.
import * as v from 'valibot'
import { actKinds, publicStates } from './workflow.ts'

const text = v.pipe(
  v.string(),
  v.check((value) => value.trim() !== '', 'empty'),
)
const pattern = (expression: RegExp, expected: string) => v.pipe(v.string(), v.regex(expression, expected))

const l10n = v.strictObject({ fr: text, ar: text, zgh: v.exactOptional(text) })
const identifier = pattern(/^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*$/u, 'kebab-case')
const rowName = pattern(/^[A-Za-z_][A-Za-z0-9_.-]*$/u, 'row name')
const isoDate = v.pipe(v.string(), v.isoDate('YYYY-MM-DD'))
const duration = pattern(
  /^P(?=\d|T\d)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?$/u,
  'ISO 8601 duration',
)

const sourceRef = v.strictObject({
  kind: v.picklist(['law', 'portal', 'field', 'unverified']),
  ref: text,
  url: v.exactOptional(pattern(/^https?:\/\/\S+$/u, 'URL')),
  checkedOn: v.exactOptional(isoDate),
})
const sources = v.pipe(v.array(sourceRef), v.minLength(1, 'one source'))

const evidence = v.strictObject({
  id: identifier,
  name: l10n,
  pictogram: identifier,
  required: v.boolean(),
  when: v.exactOptional(text),
  anyOf: v.exactOptional(pattern(/^[A-Z]$/u, 'A-Z')),
  copies: v.literal(1),
  original: v.boolean(),
  mustBeLegalised: v.literal(false),
  captures: v.pipe(v.array(v.picklist(['photo', 'scan', 'seen'])), v.minLength(1, 'one way')),
  source: sources,
})

const cost = v.strictObject({
  id: identifier,
  name: l10n,
  hasValue: v.nullable(v.pipe(v.number(), v.minValue(0, '>= 0'))),
  currency: v.picklist(['MAD', 'EUR', 'DZD']),
  isDefinedBy: v.picklist(['national', 'communal-order']),
  when: v.exactOptional(text),
  quantity: v.exactOptional(text),
  source: sources,
})

const template = v.strictObject({
  title: l10n,
  paragraphs: v.pipe(v.array(l10n), v.minLength(1, 'one paragraph')),
  signedBy: l10n,
  nameRows: v.array(rowName),
})

const service = v.strictObject({
  name: l10n,
  description: l10n,
  pictogram: identifier,
  keyword: v.strictObject({ fr: v.array(text), ar: v.array(text) }),
  isGroupedBy: v.pipe(v.array(identifier), v.minLength(1, 'one life event')),
  hasCompetentAuthority: v.strictObject({ type: identifier, name: l10n }),
  hasCost: v.array(cost),
  processingTime: v.strictObject({ value: v.nullable(duration), source: v.array(sourceRef) }),
  maxTime: v.exactOptional(
    v.strictObject({
      value: duration,
      counted: v.exactOptional(v.picklist(['working-days', 'calendar-days'])),
      binds: v.exactOptional(identifier),
      source: sources,
    }),
  ),
  silence: v.picklist(['accept', 'reject', 'none']),
  hasInputType: v.array(evidence),
  produces: v.array(
    v.strictObject({
      id: identifier,
      name: l10n,
      type: v.picklist(['certificate', 'receipt', 'decision', 'register-entry']),
      validity: v.exactOptional(duration),
      template: v.exactOptional(template),
    }),
  ),
  hasLegalResource: v.array(v.strictObject({ title: l10n, ref: text })),
})

const surveyRow = v.strictObject({
  type: text,
  // `end_group` rows may go unnamed.
  name: v.string(),
  label: v.exactOptional(l10n),
  hint: v.exactOptional(l10n),
  required: v.exactOptional(v.union([v.boolean(), text])),
  required_message: v.exactOptional(l10n),
  relevant: v.exactOptional(text),
  constraint: v.exactOptional(text),
  constraint_message: v.exactOptional(l10n),
  calculation: v.exactOptional(text),
  default: v.exactOptional(v.union([v.string(), v.number()])),
  read_only: v.exactOptional(v.union([v.boolean(), text])),
  appearance: v.exactOptional(text),
  choice_filter: v.exactOptional(text),
  repeat_count: v.exactOptional(text),
  parameters: v.exactOptional(text),
  pictogram: v.exactOptional(identifier),
  privacy: v.exactOptional(v.picklist(['open', 'private', 'sealed'])),
})

// The one place with free columns: choice_filter reads them.
export const choiceSchema = v.objectWithRest(
  { name: text, label: l10n, pictogram: v.exactOptional(identifier) },
  v.unknown(),
)

const form = v.strictObject({
  survey: v.pipe(v.array(surveyRow), v.minLength(1, 'one row')),
  choices: v.record(v.string(), v.array(choiceSchema)),
  pages: v.pipe(
    v.array(
      v.strictObject({
        id: identifier,
        label: l10n,
        icon: identifier,
        rows: v.pipe(v.array(rowName), v.minLength(1, 'one row')),
      }),
    ),
    v.minLength(1, 'one page'),
  ),
})

const role = v.picklist(['mediator', 'clerk', 'officer', 'supervisor', 'system'])
const workflow = v.strictObject({
  initial: identifier,
  states: v.record(
    identifier,
    v.strictObject({
      name: l10n,
      public: v.picklist(publicStates),
      final: v.exactOptional(v.picklist(['accepted', 'refused', 'abandoned', 'cancelled'])),
      slaClock: v.picklist(['running', 'paused', 'stopped']),
    }),
  ),
  transitions: v.array(
    v.strictObject({
      id: identifier,
      on: v.picklist(actKinds),
      when: v.exactOptional(v.record(v.string(), v.string())),
      from: v.pipe(v.array(identifier), v.minLength(1, 'one state')),
      to: identifier,
      by: v.pipe(v.array(role), v.minLength(1, 'one role')),
      label: l10n,
      requires: v.exactOptional(v.array(v.picklist(['reason', 'payment', 'signature', 'document', 'decision-number']))),
      once: v.exactOptional(v.boolean()),
    }),
  ),
})

const guardRail = v.strictObject({
  on: v.picklist(actKinds),
  when: v.exactOptional(v.record(v.string(), v.string())),
  by: v.exactOptional(v.array(role)),
  maxAge: v.exactOptional(duration),
  maxAmount: v.exactOptional(v.pipe(v.number(), v.minValue(0, '>= 0'))),
  maxUnsent: v.exactOptional(duration),
  papers: v.exactOptional(v.literal('here')),
  reason: l10n,
  source: sources,
})

const open311 = v.strictObject({
  service_code: rowName,
  lat_long: rowName,
  address_string: v.array(rowName),
  description: v.exactOptional(rowName),
  phone: v.exactOptional(rowName),
  media_url: v.exactOptional(rowName),
  attribute: v.array(rowName),
  status: v.record(identifier, v.picklist(['open', 'closed'])),
})

export const packShape = v.strictObject({
  schema: v.literal('pack/1'),
  id: pattern(/^[a-z]{2,3}\.[a-z0-9]+(?:-[a-z0-9]+)*$/u, 'country.name'),
  version: pattern(/^\d+\.\d+\.\d+$/u, 'semver'),
  status: v.picklist(['draft', 'active', 'suspended', 'withdrawn']),
  issued: isoDate,
  modified: isoDate,
  source: sources,
  service,
  form,
  workflow,
  refusalReasons: v.array(v.strictObject({ id: identifier, name: l10n })),
  mandate: v.picklist(['required', 'optional']),
  titleRows: v.pipe(v.array(rowName), v.minLength(1, 'one row')),
  placeRow: v.exactOptional(rowName),
  records: v.strictObject({
    classCode: text,
    retention: duration,
    trigger: v.picklist(['closed', 'decision', 'expiry']),
    disposal: v.picklist(['destroy', 'transfer', 'review']),
    anonymiseAfter: v.exactOptional(duration),
  }),
  guardRails: v.exactOptional(v.array(guardRail)),
  extensions: v.exactOptional(v.strictObject({ open311: v.exactOptional(open311) })),
})
