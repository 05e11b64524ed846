// The whole matrix of who may write what: role × scope × kind of act × state, of every pack that is shipped, held against
// a table written by hand (policy.ts). Nothing may pass that the table does not allow, and what it allows must pass.
import { describe, expect, test } from 'vitest'
import type { Act } from '../../shared/dossier/act.ts'
import { checkAct, kindsAllowed, type RuleContext } from '../../shared/dossier/rules.ts'
import { statusOf } from '../../shared/dossier/status.ts'
import { communeKinds, type ActKind } from '../../shared/procedure/workflow.ts'
import { shippedPacks } from '../testing/test-server.ts'
import {
  communeTable,
  mayMove,
  mayWriteForCommune,
  mayWriteInRequest,
  requestTable,
  scopes,
  staffRoles,
} from './policy.ts'
import { sayingsOf } from './sayings.ts'
import { actOf, allKinds, authorOf, everyCase, idOf, people, places, scenesOf, units } from './scenes.ts'

const packs = shippedPacks()
const anyPack = packs[0] as (typeof packs)[number]
const directory = { units: places, agents: people }
const dossier = idOf('dossier')

type Check = (context: RuleContext, act: Act) => boolean
const rules: Check = (context, act) => checkAct(context, act).ok

interface Case {
  readonly what: string
  readonly context: RuleContext
  readonly act: Act
  /** By the table. */
  readonly may: boolean
  /** The kinds a screen would offer there: one list for each author and scene. */
  readonly offered?: readonly ActKind[]
}

/** In the dossiers of requests, in every state. */
function* casesOfRequests(): Generator<Case> {
  for (const pack of packs)
    for (const { called, now, acts } of scenesOf(pack, dossier))
      for (const { role, scope } of everyCase) {
        const by = authorOf(role, scope)
        const say = sayingsOf({ pack, by, acts, units })
        const offered = scope === 'none' ? [] : kindsAllowed(pack, statusOf(acts, pack.workflow), by)
        for (const kind of allKinds) {
          // In an empty dossier the acts of the commune are at home: see below.
          if (now.state === null && communeKinds.some((one) => one === kind)) continue
          for (const { payload, isWrong, movesAs } of say(kind)) {
            const asked = { kind, payload, isWrong, role, scope, now, pack }
            yield {
              what: `${role} ${scope} ${kind} ${JSON.stringify(payload)} in ${called} of ${pack.id}`,
              context: { acts, directory, packs },
              act: actOf(kind, by, dossier, acts, payload),
              may: mayWriteInRequest(asked) && (movesAs === undefined || mayMove({ ...asked, ...movesAs })),
              offered,
            }
          }
        }
      }
}

function* casesOfTheCommune(): Generator<Case> {
  for (const before of communeDossiers())
    for (const { role, scope } of everyCase)
      for (const kind of communeKinds) {
        const by = authorOf(role, scope)
        const isOwn = before[0]?.by.agent === by.agent
        const kinds = before.map((one) => one.kind)
        for (const { payload } of sayingsOf({ pack: anyPack, by, acts: before, units })(kind))
          yield {
            what: `${role} ${scope} ${kind} after ${kinds.join()}`,
            context: { acts: before, directory, packs },
            act: actOf(kind, by, dossier, before, payload),
            may: mayWriteForCommune({ kind, role, scope, before: kinds, isOwn }),
          }
      }
}

function* everyAct(): Generator<Case> {
  yield* casesOfTheCommune()
  yield* casesOfRequests()
}

const firstUnexpected = (check: Check): string | null => {
  for (const { what, context, act, may } of everyAct()) if (!may && check(context, act)) return what
  return null
}

/** Empty, begun by each kind that begins one, and ended by each that follows. */
const communeDossiers = (): readonly (readonly Act[])[] => {
  const begun = (kind: ActKind): readonly Act[] => {
    const role = isCommune(kind) ? communeTable[kind].by[0] : undefined
    const by = authorOf(role ?? 'supervisor', 'own')
    return [actOf(kind, by, dossier, [], payloadFor(kind, by, []))]
  }
  const followed = communeKinds.flatMap((kind) => {
    const { after } = communeTable[kind]
    if (after === null) return []
    const before = begun(after)
    const by = authorOf('supervisor', 'circulation')
    return [[...before, actOf(kind, by, dossier, before, payloadFor(kind, by, before))]]
  })
  return [[], ...communeKinds.filter((kind) => communeTable[kind].after === null).map(begun), ...followed]
}
/** The first act has a screen of its own; a mandate is taken back by receipt, without seeing the dossier. */
const unoffered: readonly ActKind[] = ['opened', 'mandate-revoked']
const payloadFor = (kind: ActKind, by: Act['by'], acts: readonly Act[]): Act['payload'] =>
  sayingsOf({ pack: anyPack, by, acts, units })(kind)[0]?.payload ?? {}
const isCommune = (kind: ActKind): kind is keyof typeof communeTable => Object.hasOwn(communeTable, kind)

describe('the matrix of acts', () => {
  test('has a row for every kind, and knows every role and scope', () => {
    expect([...Object.keys(requestTable), ...Object.keys(communeTable)].sort()).toEqual([...allKinds].sort())
    expect(everyCase).toHaveLength(staffRoles.length * scopes.length)
  })

  test(
    '0 unexpected allow, 0 unexpected refusal; and what a screen offers is what would pass',
    {
      timeout: 300_000,
    },
    () => {
      const wrong: string[] = []
      const passes = new Map<readonly ActKind[], { readonly what: string; readonly kinds: Set<ActKind> }>()
      let [cases, allowed] = [0, 0]
      for (const { what, context, act, may, offered } of everyAct()) {
        const does = rules(context, act)
        cases++
        if (does) allowed++
        if (does !== may) wrong.push(`${does ? 'allowed' : 'refused'}: ${what}`)
        if (!offered) continue
        const there = passes.get(offered) ?? { what, kinds: new Set() }
        passes.set(offered, there)
        if (does && !unoffered.includes(act.kind)) there.kinds.add(act.kind)
      }
      expect(wrong).toEqual([])
      for (const [offered, { what, kinds }] of passes)
        expect({ what, kinds: [...kinds].sort() }).toEqual({
          what,
          kinds: offered.filter((kind) => !unoffered.includes(kind)).sort(),
        })
      // That it looked at anything, and that both answers occur.
      expect(cases).toBeGreaterThan(10_000)
      expect(allowed).toBeGreaterThan(500)
    },
  )
})

describe('a rule that lets too much through is noticed', () => {
  const planted: readonly (readonly [string, Check])[] = [
    [
      'any role',
      ({ directory, ...rest }, act) => {
        const as = { ...act, by: { ...act.by, role: 'clerk' as const } }
        const agents = [...directory.agents, { id: act.by.agent, name: '', role: 'clerk' as const, unit: act.by.unit }]
        return rules({ ...rest, directory: { ...directory, agents } }, as) || rules({ ...rest, directory }, act)
      },
    ],
    ['any unit', (context, act) => rules(context, act) || rules(context, { ...act, by: movedTo(act) })],
    [
      'people who are in no list',
      ({ directory, ...rest }, act) => {
        const { agent: id, role, unit } = act.by
        const agents = [...directory.agents, { id, name: id, role, unit }]
        return rules({ ...rest, directory: { ...directory, agents } }, act)
      },
    ],
    [
      'a decision that is possible in any state',
      (context, act) => rules({ ...context, packs: packs.map(opened) }, act),
    ],
    [
      'clerks who revoke devices',
      (context, act) => (act.kind === 'device-revoked' && act.by.role === 'clerk' ? true : rules(context, act)),
    ],
    [
      'orders in the dossier of a request',
      (context, act) => (act.kind === 'person-left' ? rules({ ...context, acts: [] }, act) : rules(context, act)),
    ],
  ]
  const movedTo = ({ by }: Act): Act['by'] => ({ ...by, ...authorOf('clerk', 'circulation'), role: by.role })
  const opened = (pack: (typeof packs)[number]): (typeof packs)[number] => ({
    ...pack,
    workflow: {
      ...pack.workflow,
      transitions: pack.workflow.transitions.map((step) =>
        step.on === 'decided' ? { ...step, from: Object.keys(pack.workflow.states) } : step,
      ),
    },
  })

  test.each(planted)('%s', { timeout: 300_000 }, (_name, check) => {
    expect(firstUnexpected(check)).not.toBeNull()
  })
})
