// The directory as it comes over the wire, made sure of before anything believes it.
import * as v from 'valibot'
import type { Directory, KeepingCase } from '../access/directory.ts'
import { err, ok } from '../text/result.ts'
import type { Result } from '../text/result.ts'

const text = v.pipe(v.string(), v.maxLength(500))
const l10n = v.object({ fr: text, ar: text, zgh: v.exactOptional(text) })

const point = v.pipe(v.string(), v.regex(/^[\w-]{87}$/))

const unit = v.object({
  id: text,
  kind: v.picklist(['point', 'office']),
  name: l10n,
  site: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(99))),
  pivots: v.array(text),
  phone: v.exactOptional(text),
  sealKey: v.exactOptional(point),
})

const agent = v.object({
  id: text,
  name: text,
  role: v.picklist(['mediator', 'clerk', 'officer', 'supervisor', 'system']),
  unit: text,
})

const device = v.object({
  id: text,
  unit: text,
  agents: v.array(text),
  enrolledAt: text,
  lastSeen: v.nullable(text),
  version: v.exactOptional(text),
  unsent: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  lentTo: v.exactOptional(text),
  lentUntil: v.exactOptional(text),
  eraseOrderedAt: v.exactOptional(text),
  erasedAt: v.exactOptional(text),
  revokedAt: v.exactOptional(text),
  setAside: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0))),
})

const keepingWord = v.object({
  id: text,
  kind: v.picklist(['retention-held', 'retention-released', 'disposal-decided', 'archived']),
  agent: text,
  on: text,
  what: v.exactOptional(v.picklist(['destroy', 'anonymise', 'keep'])),
  until: v.exactOptional(text),
  said: v.exactOptional(v.pipe(v.string(), v.maxLength(4_000))),
  stands: v.exactOptional(v.literal(true)),
})

export const keepingCase = v.object({
  dossier: v.pipe(v.string(), v.regex(/^[\w-]{22}$/)),
  reference: v.nullable(text),
  procedure: text,
  office: text,
  what: v.picklist(['review', 'transfer', 'early', 'held']),
  since: text,
  term: v.exactOptional(text),
  closed: v.boolean(),
  numbers: v.array(text),
  words: v.array(keepingWord),
  after: v.array(text),
}) satisfies v.GenericSchema<unknown, KeepingCase>

const paperKey = v.object({
  agent: text,
  device: text,
  publicKey: point,
  withdrawnAt: v.exactOptional(text),
})

/** Members we do not know are left out: a newer server may say more. */
const directory = v.object({
  commune: v.object({ code: text, name: l10n, province: l10n }),
  units: v.array(unit),
  agents: v.array(agent),
  demo: v.boolean(),
  publicUrl: text,
  recoveryKey: v.exactOptional(point),
  keys: v.exactOptional(v.array(paperKey)),
  officeKey: v.exactOptional(v.object({ unit: text, privateKey: v.pipe(v.string(), v.regex(/^[\w-]{43}$/)) })),
  calendar: v.exactOptional(v.object({ weekend: v.array(v.number()), holidays: v.array(text) })),
  messages: v.exactOptional(v.literal(true)),
  heard: v.exactOptional(
    v.array(
      v.object({ unit: text, lastSeen: v.nullable(text), unsent: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
    ),
  ),
  devices: v.exactOptional(v.array(device)),
  keeping: v.exactOptional(v.array(keepingCase)),
}) satisfies v.GenericSchema<unknown, Directory>

export const parseDirectory = (json: string): Result<Directory, 'malformed'> => {
  try {
    const parsed = v.safeParse(directory, JSON.parse(json))
    return parsed.success ? ok(parsed.output) : err('malformed')
  } catch {
    return err('malformed')
  }
}
