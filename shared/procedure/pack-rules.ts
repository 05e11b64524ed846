// Rules between the parts of a pack whose shape is right: pages and questions, expressions, sources, life events.
// A rule here is what a screen, a receipt or the law relies on; each complaint names its place.
import { parseExpression } from '../form/expression.ts'
import { tellMistake } from '../form/mistakes.ts'
import type { Form } from '../form/tree.ts'
import { lifeEvents } from './catalogue.ts'
import { factsOf } from './facts.ts'
import { checkOffice } from './office-rules.ts'
import { complain, placeOf, type Complaint } from './pack-errors.ts'
import type { ProcedurePack } from './pack.ts'
import { checkWorkflow } from './workflow-rules.ts'

export const checkPack = (pack: ProcedurePack, form: Form): readonly Complaint[] => [
  ...checkPages(pack, form),
  ...checkTitle(pack, form),
  ...checkSealed(pack),
  ...checkExpressions(pack, form),
  ...checkIds(pack),
  ...checkService(pack),
  ...checkSources(pack),
  ...checkOpen311(pack, form),
  ...checkWorkflow(pack.workflow, pack.refusalReasons.length > 0),
  ...checkOffice(pack, form),
]

/** Every question is shown once, somewhere; every page shows questions that exist. */
const checkPages = (pack: ProcedurePack, form: Form): readonly Complaint[] => {
  const complaints: Complaint[] = []
  const shown = new Set<string>()
  pack.form.pages.forEach((page, p) =>
    page.rows.forEach((name, r) => {
      const place = placeOf(['form', 'pages', p, 'rows', r])
      const node = form.byName.get(name)
      if (node === undefined) complaints.push(complain(place, 'unknown-row', name))
      else if (node.type === 'field' && node.kind === 'calculate')
        complaints.push(complain(place, 'calculate-on-page', name))
      else if (shown.has(name)) complaints.push(complain(place, 'row-on-two-pages', name))
      shown.add(name)
    }),
  )
  pack.form.survey.forEach((row, i) => {
    const node = form.byName.get(row.name)
    if (node === undefined || row.type.startsWith('end')) return
    const around = node.group.filter((name) => shown.has(name))
    const asked = node.type === 'field' && node.kind !== 'calculate'
    const at = (column: string) => ({ place: placeOf(['form', 'survey', i, column]), row: i + 1, column })
    if (asked && row.label === undefined) complaints.push({ ...complain('', 'no-label', row.name), ...at('label') })
    if (asked && !shown.has(row.name) && around.length === 0) {
      complaints.push({ ...complain('', 'row-without-page', row.name), ...at('name') })
    }
    if (shown.has(row.name) && around.length > 0)
      complaints.push({ ...complain('', 'row-on-two-pages', row.name), ...at('name') })
  })
  return complaints
}

const checkTitle = (pack: ProcedurePack, form: Form): readonly Complaint[] =>
  pack.titleRows.flatMap((name, i) => {
    const node = form.byName.get(name)
    const place = placeOf(['titleRows', i])
    if (node === undefined || node.type !== 'field') return [complain(place, 'unknown-row', name)]
    return node.row.privacy === undefined || node.row.privacy === 'open' ? [] : [complain(place, 'sealed-title', name)]
  })

const readingColumns = [
  'relevant',
  'constraint',
  'required',
  'read_only',
  'calculation',
  'choice_filter',
  'repeat_count',
] as const

/** What is sealed is read by nobody here: a rule that hangs on it would be decided without it, in silence. */
const checkSealed = (pack: ProcedurePack): readonly Complaint[] => {
  const sealed = pack.form.survey.filter((row) => row.privacy === 'sealed').map((row) => row.name)
  const readIn = (text: unknown) => sealed.filter((name) => String(text ?? '').includes(`\${${name}}`))
  return [
    ...pack.form.survey.flatMap((row, i) =>
      readingColumns.flatMap((column) =>
        readIn(row[column])
          .filter((name) => name !== row.name)
          .map((name) => ({
            ...complain(placeOf(['form', 'survey', i, column]), 'sealed-read', name),
            row: i + 1,
            column,
          })),
      ),
    ),
    ...outsideExpressions(pack).flatMap(({ place, text }) =>
      readIn(text).map((name) => complain(place, 'sealed-read', name)),
    ),
  ]
}

/** The same language as the form's, over the form's rows. */
const checkExpressions = (pack: ProcedurePack, form: Form): readonly Complaint[] =>
  outsideExpressions(pack).flatMap(({ place, text }) => {
    const parsed = parseExpression(text, {
      reference: (name) => {
        const node = form.byName.get(name)
        // A repeat has no single answer to speak of.
        if (node === undefined || node.repeat !== null || node.type === 'repeat') return 'unknown'
        return node.type === 'field' ? 'value' : 'group'
      },
    })
    if (parsed.ok) return []
    const told = complain(place, 'expression')
    const { fr, ar } = tellMistake(parsed.error.mistake)
    return [{ ...told, detail: { fr: `${told.detail.fr}${fr}`, ar: `${told.detail.ar}${ar}` } }]
  })

const outsideExpressions = (pack: ProcedurePack): readonly { readonly place: string; readonly text: string }[] => {
  const of = (place: string, text: string | undefined) => (text === undefined ? [] : [{ place, text }])
  return [
    ...pack.service.hasCost.flatMap((cost, i) => [
      ...of(placeOf(['service', 'hasCost', i, 'when']), cost.when),
      ...of(placeOf(['service', 'hasCost', i, 'quantity']), cost.quantity),
    ]),
    ...pack.service.hasInputType.flatMap((item, i) => of(placeOf(['service', 'hasInputType', i, 'when']), item.when)),
  ]
}

const checkIds = (pack: ProcedurePack): readonly Complaint[] => {
  const lists: readonly (readonly [readonly (string | number)[], readonly { readonly id: string }[]])[] = [
    [['service', 'hasCost'], pack.service.hasCost],
    [['service', 'hasInputType'], pack.service.hasInputType],
    [['service', 'produces'], pack.service.produces],
    [['form', 'pages'], pack.form.pages],
    [['workflow', 'transitions'], pack.workflow.transitions],
    [['refusalReasons'], pack.refusalReasons],
  ]
  return lists.flatMap(([path, items]) =>
    items.flatMap(({ id }, i) =>
      items.findIndex((other) => other.id === id) === i
        ? []
        : [complain(placeOf([...path, i, 'id']), 'duplicate-id', id)],
    ),
  )
}

const checkService = ({ service }: ProcedurePack): readonly Complaint[] => [
  ...service.isGroupedBy.flatMap((code, i) =>
    lifeEvents.some((event) => event.code === code)
      ? []
      : [complain(placeOf(['service', 'isGroupedBy', i]), 'unknown-event', code)],
  ),
  ...service.hasInputType.flatMap((item, i) =>
    item.anyOf === undefined || service.hasInputType.some((other) => other !== item && other.anyOf === item.anyOf)
      ? []
      : [complain(placeOf(['service', 'hasInputType', i, 'anyOf']), 'lonely-alternative', item.anyOf)],
  ),
]

const checkSources = (pack: ProcedurePack): readonly Complaint[] => {
  const facts = [...factsOf(pack), { place: 'source', name: pack.service.name.fr, source: pack.source }]
  return facts.flatMap((fact) => {
    if (fact.source.length === 0) return [complain(fact.place, 'fact-without-source', fact.name)]
    if (pack.status !== 'active') return []
    return fact.source.flatMap((ref, i) =>
      ref.kind === 'unverified' ? [complain(`${fact.place}[${i}]`, 'unverified-fact', fact.name)] : [],
    )
  })
}

const checkOpen311 = (pack: ProcedurePack, form: Form): readonly Complaint[] => {
  const mapping = pack.extensions?.open311
  if (mapping === undefined) return []
  const { status, ...rows } = mapping
  return [
    ...Object.entries(rows).flatMap(([field, names]) =>
      [names]
        .flat()
        .flatMap((name) =>
          form.byName.has(name) ? [] : [complain(placeOf(['extensions', 'open311', field]), 'unknown-row', name)],
        ),
    ),
    ...Object.keys(status).flatMap((state) =>
      pack.workflow.states[state] === undefined
        ? [complain(placeOf(['extensions', 'open311', 'status', state]), 'unknown-state', state)]
        : [],
    ),
  ]
}
