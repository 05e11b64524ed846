// The assisted request over a live dossier: which step it is at, what was answered and read back. The place is written
// with each answer, sealed, so that a killed tab comes back to the same question. How it ends: request-ending.ts.
import { computed, effect, signal } from '@preact/signals'
import type { AnswerValue } from '../../shared/form/form.ts'
import type { L10n } from '../../shared/text/l10n.ts'
import { err, ok } from '../../shared/text/result.ts'
import type { Facts } from './live-dossier.ts'
import { createEnding } from './request-ending.ts'
import { createKeeping } from './request-keeping.ts'
import { createRequestPapers, rowsOfPapers } from './request-papers.ts'
import type { RequestParts } from './request-parts.ts'
import type { Place } from './request-place.ts'
import { firstProblem, indexOf, rowsToRead, stepAfter, stepBefore, stepsOf } from './request-steps.ts'
import type { Request, Step } from './request-shape.ts'
import { createSealing } from './sealing.ts'
import { emptyVisitLog, isReadRight, visitOf, withTaught, withTurn } from './visit-log.ts'
import type { RightRows, VisitLog } from './visit-log.ts'

export const createRequest = (parts: RequestParts): Request => {
  const { live, pack, form, writer, place, visit, random, isLocking } = parts
  const hasPapers = pack.service.hasInputType.length > 0
  const filed = live.status.value.submitted !== null
  const first: Step = stepsOf(form.value, hasPapers)[0] ?? { kind: 'read-back' }
  const step = signal<Step>(filed ? { kind: 'receipt' } : (place?.step ?? first))
  const seen = signal<Readonly<Record<string, boolean>>>(place?.seen ?? {})
  const right = signal<RightRows>(place?.right ?? {})
  const log = signal<VisitLog>(place?.log ?? emptyVisitLog)
  const { saved, durably, hold, held } = createKeeping()
  const sealing = createSealing({ ...parts, dossier: live.id, directory: writer.directory })
  let returning = place?.returning ?? false
  let closedAlready = false
  let isOver = filed
  if (place) {
    visit.variety.value = place.variety
    visit.mode.value = place.mode
  }

  /** As the person chose, for as long as the request is theirs. */
  let chosen = { variety: visit.variety.peek(), mode: visit.mode.peek() }

  const placeAt = (at: Step): Place => ({
    step: at,
    returning,
    seen: seen.peek(),
    ...chosen,
    right: right.peek(),
    log: log.peek(),
  })
  const facts = (at: Step = step.peek()): Facts => {
    // Over: a note that comes late leaves nothing of it behind.
    if (isOver) return []
    const place = { key: `request:${live.id}`, value: placeAt(at) } as const
    // A late answer of a screen that was left does not bring it back.
    if (closedAlready) return [place]
    return [
      place,
      { key: `place:${writer.me.id}`, value: { dossier: live.id } },
      { key: `asleep:${live.id}`, value: null },
    ]
  }
  const keepPlace = () => durably(() => live.note(facts()))
  /** The strip shows `failed`; the place is written again with the next answer. */
  const keepPlaceSoon = () => void keepPlace().catch(() => undefined)
  const moveTo = (next: Step): void => {
    step.value = next
    keepPlaceSoon()
  }
  /** Shown ahead of the disk, and gone back from when that fails; only the read-back waits, so that it reads what is kept. */
  const moveOn = async (following: Step, isReturning: boolean, drawn?: Promise<unknown>): Promise<void> => {
    const [here, wasReturning] = [step.peek(), returning]
    returning = isReturning
    const isAhead = following.kind !== 'read-back'
    if (isAhead) step.value = following
    const keep = async (): Promise<void> => {
      if (isAhead && drawn) await drawn
      await live.note(facts(following))
    }
    const kept = durably(keep).catch((cause: unknown) => {
      returning = wasReturning
      if (!closedAlready) step.value = here
      throw cause
    })
    if (isAhead) return hold(kept)
    await kept
    if (step.peek() === here) step.value = following
  }
  const answer: Request['answer'] = (name, value, { by, proof, side = 'helper' } = { by: 'citizen' }) => {
    const said = {
      said: by,
      mode: chosen.mode,
      side,
      ...(proof === undefined ? {} : { proof }),
      ...(chosen.variety === null ? {} : { heard: chosen.variety }),
    }
    const write = (taken: AnswerValue) => live.answer(name, taken, said, facts())
    const sealed = sealing.take(name, value)
    if (sealed === null) return durably(() => write(value))
    const kept = durably(async () => {
      const taken = await sealed
      if (taken !== null) await write(taken)
    })
    hold(kept)
    return kept
  }
  const instancesOf = (repeat: string): readonly string[] => {
    const value = live.answers.value[repeat]
    return Array.isArray(value) ? value : []
  }
  const stopFollowing = effect(() => {
    const now = { variety: visit.variety.value, mode: visit.mode.value }
    // A device that locks forgets its visit; this request does not.
    if (isLocking() || (now.variety === chosen.variety && now.mode === chosen.mode)) return
    chosen = now
    keepPlaceSoon()
  })
  const end = (why: 'left' | 'filed' | 'refused'): void => {
    if (closedAlready) return
    closedAlready = true
    isOver ||= why !== 'left'
    stopFollowing()
    parts.closed(why)
  }
  const wasReadBack = (): boolean =>
    log.value.skipReason !== null ||
    [...rowsToRead(form.value), ...rowsOfPapers(live.attached.value)].every((row) => isReadRight(right.value, row))
  const goTo = (name: string): void => {
    returning = true
    moveTo({ kind: 'question', name })
  }
  const wrong = () => {
    log.value = { ...log.value, wrong: log.value.wrong + 1 }
  }
  const papers = createRequestPapers({
    ...parts,
    right,
    durably,
    facts,
    keepPlace,
    unclear: (piece) => {
      wrong()
      returning = true
      // A photograph is of a paper, or the answer to a question.
      moveTo(form.peek().byKey.has(piece) ? { kind: 'question', name: piece } : { kind: 'papers', piece })
    },
  })
  const ending = createEnding({
    ...parts,
    seen,
    visitNow: () =>
      visitOf({
        log: log.peek(),
        heard: chosen.variety,
        rows: rowsToRead(form.peek()),
        said: live.said.peek(),
        right: right.peek(),
      }),
    wasRead: () => log.value.skipReason === null,
    forgetPapers: async () => {
      for (const { hash } of live.attached.peek()) await papers.remove(hash)
    },
    filed: () => {
      step.value = { kind: 'receipt' }
      end('filed')
    },
    refused: () => end('refused'),
  })

  return {
    ...ending,
    id: live.id,
    pack,
    form,
    step,
    progress: computed(() => {
      const steps = stepsOf(form.value, hasPapers)
      return { index: indexOf(steps, step.value, form.value) + 1, of: steps.length }
    }),
    saved,
    seen,
    setSeen: (id, has) => {
      seen.value = { ...seen.value, [id]: has }
      return keepPlace()
    },
    papers,
    ...visit,
    mayTake: sealing.mayTake,
    answer,
    addInstance: (repeat) => {
      const used = instancesOf(repeat)
      const keys = Array.from(random(8), (byte) => (byte % 36).toString(36)).join('')
      return answer(repeat, [...used, [keys.slice(0, 4), keys].find((key) => !used.includes(key)) ?? keys])
    },
    removeInstance: (repeat, key) =>
      answer(
        repeat,
        instancesOf(repeat).filter((one) => one !== key),
      ),
    next: async (drawn) => {
      // Without an await when nothing holds it: what follows is then on screen with this very press.
      const before = held()
      if (before !== null) await before
      const here = step.value
      const asked = here.kind === 'question' ? (form.value.byKey.get(here.name) ?? null) : null
      const problem = asked?.relevant
        ? (sealing.problems.value.get(asked.key) ?? asked.problem)
        : here.kind === 'read-back'
          ? (firstProblem(form.value)?.problem ?? null)
          : null
      if (problem && here.kind === 'question') return err({ problem: problem.message })
      if (here.kind === 'read-back' && !problem && !wasReadBack()) return err({ problem: notReadBack })
      const following = stepAfter(form.value, hasPapers, here, returning)
      // The read-back sends back to the question that is wrong, and says so.
      await moveOn(following, problem !== null || (returning && following.kind === 'question'), drawn)
      return problem ? err({ problem: problem.message }) : ok(undefined)
    },
    back: () => {
      const before = stepBefore(form.value, hasPapers, step.value, returning)
      returning = false
      moveTo(before)
    },
    goTo,
    right,
    sayRight: (name) => {
      const value = form.value.byKey.get(name)?.value ?? null
      right.value = { ...right.value, [name]: JSON.stringify(value) }
      return keepPlace()
    },
    sayWrong: (name) => {
      const { [name]: _wrong, ...others } = right.value
      right.value = others
      wrong()
      goTo(name)
    },
    skipReadBack: (reason) => {
      // Without a reason it is not skipped.
      log.value = { ...log.value, skipReason: reason.trim() === '' ? null : reason.trim() }
      return keepPlace()
    },
    readBackSkipped: computed(() => log.value.skipReason),
    taught: computed(() => log.value.taught),
    setTeachBack: (points) => {
      log.value = withTaught(log.value, points)
      return keepPlace()
    },
    noteTurn: (note) => {
      log.value = withTurn(log.value, note)
      return keepPlace()
    },
    sleep: async (picture) => {
      await live.note([
        { key: `request:${live.id}`, value: placeAt(step.peek()) },
        { key: `place:${writer.me.id}`, value: null },
        { key: `asleep:${live.id}`, value: picture },
      ])
      end('left')
    },
    close: () => {
      // At lock the place stays, so that the next unlock comes back to it.
      if (!closedAlready && !isLocking())
        live.note([{ key: `place:${writer.me.id}`, value: null }]).catch(() => undefined)
      end('left')
    },
  }
}

const notReadBack: L10n = {
  fr: 'Relisez toutes les réponses, ou dites pourquoi vous ne le faites pas.',
  ar: 'أعيدوا قراءة كل الأجوبة، أو بينوا لماذا لم تقرؤوها.',
}
