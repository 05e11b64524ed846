// What a pack says to the office: the words of its papers, where the person lives, how long the law gives, how far one
// may go without the network. A paper never prints what is sealed, nor a row that does not exist.
import type { Form } from '../form/tree.ts'
import { parseDuration } from './duration.ts'
import { complain, placeOf, type Complaint } from './pack-errors.ts'
import type { ProcedurePack } from './pack.ts'

export const checkOffice = (pack: ProcedurePack, form: Form): readonly Complaint[] => [
  ...checkPapers(pack, form),
  ...(pack.placeRow === undefined ? [] : readable(form, pack.placeRow, 'placeRow')),
  ...checkTime(pack),
  ...(pack.guardRails ?? []).flatMap((rail, i) =>
    bounds.every((bound) => rail[bound] === undefined)
      ? [complain(placeOf(['guardRails', i]), 'rail-without-bound', rail.on)]
      : [],
  ),
]

const bounds = ['by', 'maxAge', 'maxAmount', 'maxUnsent', 'papers'] as const

const placeholder = /\$\{([^}]*)\}/gu

const checkPapers = ({ service }: ProcedurePack, form: Form): readonly Complaint[] =>
  service.produces.flatMap(({ id, type, template }, p) => {
    if (template === undefined) return []
    const path = ['service', 'produces', p, 'template'] as const
    if (type === 'receipt') return [complain(placeOf(path), 'receipt-with-template', id)]
    return [
      ...template.nameRows.flatMap((name, i) => readable(form, name, placeOf([...path, 'nameRows', i]))),
      ...template.paragraphs.flatMap(({ fr, ar }, i) =>
        [...new Set([...`${fr}${ar}`.matchAll(placeholder)].map(([, name = '']) => name))].flatMap((name) =>
          readable(form, name, placeOf([...path, 'paragraphs', i])),
        ),
      ),
    ]
  })

/** A single answer that people at the point and in the office may read. */
const readable = (form: Form, name: string, place: string): readonly Complaint[] => {
  const node = form.byName.get(name)
  if (node === undefined || node.type !== 'field' || node.repeat !== null) return [complain(place, 'unknown-row', name)]
  return node.row.privacy === 'sealed' ? [complain(place, 'sealed-read', name)] : []
}

const checkTime = ({ service, workflow }: ProcedurePack): readonly Complaint[] => {
  const { maxTime, silence } = service
  const duration = maxTime === undefined ? null : parseDuration(maxTime.value)
  const isInDays = duration !== null && duration.months === 0 && duration.ms === 0
  const answered = workflow.transitions.some(({ on, by }) => on === 'decided' && by.includes('system'))
  return [
    ...(maxTime?.counted === 'working-days' && !isInDays
      ? [complain('service.maxTime.value', 'worked-days-only', maxTime.value)]
      : []),
    ...(silence !== 'none' && (!answered || maxTime === undefined)
      ? [complain('service.silence', 'silence-without-step', silence)]
      : []),
  ]
}
