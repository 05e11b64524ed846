// Random work on two disks at once: on the arrays of the simulation, which anyone can check by eye, and on another one.
// After each step both must answer every question alike, whatever crash came between.
import { mergeUpdates } from 'yjs'
import { openDraft, setAnswer } from '../../dossier/draft.ts'
import { cutPacket } from '../chain.ts'
import { entryId } from '../entry.ts'
import type { AppliedAnswer, ClientDisk } from '../client-ports.ts'
import type { Entry, HeldReason } from '../ports.ts'
import { actEntry, createSitting, idOf, openedPayload, submittedPayload, type Sitting } from './calm.ts'
import { createClientDisk } from './client-disk.ts'
import { asPulled, expectSame, noAnswer, pageOf, type DiskPlace, type DiskUnderTest } from './client-disk.hand.ts'
import { fakeCodec } from './crypto.ts'
import { honest } from './plan.ts'
import { createRng, type Rng } from './random.ts'

/** A disk of arrays; its memory is what survives a crash. */
export const openFakePlace = (): DiskPlace => {
  const disk = createClientDisk({ ...honest, crashPoint: () => undefined })
  const keep: DiskUnderTest['keep'] = async (entries, incarnation) => {
    for (const entry of entries) await disk.keep(entry, incarnation)
  }
  return { open: async () => ({ ...disk, begin: async () => undefined, keep }) }
}

const dossiers = ['a', 'b', 'c'].map(idOf)
const units = ['epn', 'office']
const reasons: readonly HeldReason[] = ['guard', 'pending']

/** Throws at the first question that the two disks answer differently. */
export const compareDisks = async (place: DiskPlace, seed: number, steps = 40): Promise<void> => {
  const rng = createRng(seed)
  const model = await openFakePlace().open()
  let disk = await place.open()
  const sittings: Sitting[] = []
  const others = await createSitting('clerk-c')
  /** Every entry there ever was, by its id. */
  const entries = new Map<string, Entry>()

  const both = async (work: (one: DiskUnderTest) => Promise<void>): Promise<void> => {
    await work(model)
    await work(disk)
  }
  const begin = async (): Promise<void> => {
    const sitting = await createSitting('mediator-a', `${seed} ${sittings.length}`)
    sittings.push(sitting)
    await both((one) => one.begin(sitting.keys.incarnation))
  }
  const keep = async (): Promise<void> => {
    const sitting = rng.pick(sittings)
    const written = Array.from({ length: 1 + rng.below(3) }, () => anEntry(rng, sitting))
    for (const entry of written) entries.set(entryId(entry), entry)
    await both((one) => one.keep(written, sitting.keys.incarnation))
  }
  const cut = async (): Promise<void> => {
    const { keys } = rng.pick(sittings)
    const { incarnation } = keys
    const all = (await model.unsent()).filter((row) => row.incarnation === incarnation)
    const rows = all.slice(0, 1 + rng.below(4))
    const chain = await model.chain(incarnation)
    if (rows.length === 0 || chain?.forked) return
    const {
      packet,
      chain: next,
      rowKeys,
      entryOfRow,
    } = await cutPacket(rows, {
      keys,
      codec: fakeCodec,
      chain,
      now: 0,
      beacon: null,
    })
    for (const [id, carried] of Map.groupBy(rowKeys, (_, at) => entryOfRow[at] ?? '')) {
      const [first, ...rest] = rows.filter(({ key }) => carried.includes(key))
      if (!first) continue
      const bytes =
        rest.length === 0 || first.kind === 'act' ? first.bytes : mergeUpdates([first, ...rest].map((row) => row.bytes))
      entries.set(id, { dossier: first.dossier, kind: first.kind, bytes })
    }
    // The same rows may have other numbers on another disk.
    const places = rowKeys.map((key) => all.findIndex((row) => row.key === key))
    const numbers = (await disk.unsent()).filter((row) => row.incarnation === incarnation).map(({ key }) => key)
    await model.saveCut(packet, next, rowKeys, entryOfRow)
    await disk.saveCut(
      packet,
      next,
      places.map((at) => numbers[at] ?? 0),
      entryOfRow,
    )
  }
  const apply = async (): Promise<void> => {
    const answer = await anAnswer(rng, model, [...entries.values()], others)
    await both((one) => one.apply(answer))
  }
  const reclaim = async (): Promise<void> => {
    const { incarnation } = (sittings.at(-1) ?? others).keys
    const chosen = (await model.strandedRows()).map(() => rng.below(3))
    await both(async (one) => {
      const keys = (await one.strandedRows()).map(({ key }) => key)
      await one.reclaim(
        keys.filter((_, at) => chosen[at] === 0),
        incarnation,
        keys.filter((_, at) => chosen[at] === 1),
      )
    })
  }

  await begin()
  for (let step = 0; step < steps; step++) {
    const what = rng.weighted([
      [2, begin],
      [10, keep],
      [8, cut],
      [8, apply],
      [2, reclaim],
    ] as const)
    await what()
    if (rng.chance(0.2)) disk = await place.open()
    const [found, wanted] = [await everything(disk, entries), await everything(model, entries)]
    for (const [at, { question, answer }] of wanted.entries())
      expectSame(`seed ${seed}, step ${step}, ${what.name}: ${question}`, found[at]?.answer, answer)
  }
}

const anEntry = (rng: Rng, sitting: Sitting): Entry => {
  const dossier = rng.pick(dossiers)
  const what = rng.below(6)
  if (what === 0) return actEntry(sitting.act(dossier, 'opened', openedPayload))
  if (what === 1) return actEntry(sitting.act(dossier, 'submitted', submittedPayload))
  if (what === 2) return actEntry(sitting.act(dossier, 'noted', { text: `note ${rng.below(1000)}` }))
  const doc = openDraft(sitting.clientId(dossier), null)
  const said = { by: sitting.agent, said: 'citizen' } as const
  return { dossier, kind: 'draft', bytes: setAnswer(doc, sitting.keys.incarnation, 'name', `${rng.below(1000)}`, said) }
}

/** What a server may say of these chains; their own entries may come back, and others' come with or without a page. */
const anAnswer = async (
  rng: Rng,
  disk: ClientDisk,
  known: readonly Entry[],
  others: Sitting,
): Promise<AppliedAnswer> => {
  const named = (await disk.chains()).filter(({ n }) => n > 0 && rng.chance(0.7))
  const heads = named.map(({ incarnation, n }) => ({ incarnation, n: rng.below(n + 1), hash: '' }))
  const held = known
    .filter(() => named.length > 0 && rng.chance(0.1))
    .map((entry) => {
      const { incarnation } = rng.pick(named)
      return { entry: entryId(entry), incarnation, dossier: entry.dossier, reason: rng.pick(reasons) }
    })
  const came = [...known.filter(() => rng.chance(0.1)), ...(rng.chance(0.5) ? [anEntry(rng, others)] : [])]
  return {
    ...noAnswer,
    epoch: { counter: 1 + rng.below(3), random: 'any' },
    heads,
    held,
    entries: came.map(asPulled),
    cursors: { epn: rng.below(100) },
    beacon: `beacon ${rng.below(9)}`,
    directoryVersion: rng.chance(0.3) ? `${rng.below(9)}` : null,
    references: rng.chance(0.2) ? { site: 12, from: rng.below(9) * 100, to: 999 } : null,
    pages: came.length > 0 && rng.chance(0.7) ? [pageOf(...came)] : [],
    forked: named.filter(() => rng.chance(0.1)).map(({ incarnation }) => incarnation),
    stable: heads
      .filter(() => rng.chance(0.2))
      .map(({ incarnation, n }) => ({ incarnation, n: rng.below(n + 1), hash: '' })),
    backup: rng.below(5),
  }
}

const everything = async (disk: ClientDisk, entries: ReadonlyMap<string, Entry>) => {
  const rowsOf = (rows: readonly (Entry & { readonly incarnation: string })[]) =>
    rows.map(({ dossier, kind, bytes, incarnation }) => ({ dossier, kind, bytes, incarnation }))
  const chains = (await disk.chains()).filter(({ n }) => n > 0)
  const { epoch, cursors, beacon, directoryVersion, referencesLeft, backup } = await disk.syncState()
  const offers = await disk.offers(new Set(entries.keys()))
  const buckets = new Set(Array.from({ length: 64 }, (_, bucket) => bucket))
  const answers: { question: string; answer: unknown }[] = [
    { question: 'unsent', answer: rowsOf(await disk.unsent()) },
    {
      question: 'chains',
      answer: chains.map((chain) => {
        const { incarnation, n, hash, acked, held = 0, forked = false, stable = 0 } = chain
        return [incarnation, n, hash, acked, held, forked, stable]
      }),
    },
    { question: 'outbox', answer: await disk.outbox() },
    { question: 'state', answer: [epoch, cursors, beacon, directoryVersion, referencesLeft, backup] },
    {
      question: 'offers',
      answer: [
        offers.packets.map(({ packet, ids }) => [packet.incarnation, packet.n, [...ids].sort()]),
        offers.entries.map(({ entry, page }) => `${entry.id} ${page.ids.includes(entry.id)}`).sort(),
      ],
    },
    { question: 'stranded', answer: rowsOf(await disk.strandedRows()) },
  ]
  for (const { incarnation } of chains)
    answers.push({ question: `packets of ${incarnation}`, answer: await disk.packetsAfter(incarnation, 1, 3) })
  for (const unit of units) {
    answers.push({ question: `digest of ${unit}`, answer: await disk.digest(unit) })
    answers.push({ question: `ids of ${unit}`, answer: [...(await disk.entryIds(unit, buckets))].sort() })
  }
  return answers
}
