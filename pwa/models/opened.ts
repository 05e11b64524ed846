// What an unlocked device can do, for the screens: the open session behind models/current.ts. It puts live dossiers,
// forms and requests together; what is decided is decided in shared/.
import { computed } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import { toBase64UrlEncoded } from 'lib0/buffer'
import { beaconTimeOf } from '../../shared/dossier/act.ts'
import { effectiveAnswers } from '../../shared/dossier/effective-answers.ts'
import { blobsOf } from '../../shared/dossier/named-blobs.ts'
import { statusOf } from '../../shared/dossier/status.ts'
import { evaluate } from '../../shared/form/evaluate.ts'
import type { FormState } from '../../shared/form/evaluate.ts'
import type { Answers } from '../../shared/form/form.ts'
import { packRef } from '../../shared/procedure/pack.ts'
import type { ProcedurePack } from '../../shared/procedure/pack.ts'
import type { DeviceDisk } from '../storage/device-disk.ts'
import type { Sounds } from '../storage/sounds.ts'
import { screenLangOf } from '../../shared/speech/variety.ts'
import { err, ok } from '../../shared/text/result.ts'
import { lang } from '../text/language.ts'
import { createRequest } from './assisted-request.ts'
import { current } from './current.ts'
import type { OpenSession } from './current.ts'
import { answersWithoutHeld } from './held-proposals.ts'
import { lineOf } from './line-of.ts'
import type { LiveDossier } from './live-dossier.ts'
import type { LiveDossiers } from './live-dossiers.ts'
import { createMandateGiving } from './mandate-giving.ts'
import { createOpenedDossier } from './opened-dossier.ts'
import type { PackStore } from './pack-store.ts'
import type { Sealer } from './receipt-signing.ts'
import { dropPapers, dropPapersBut, keepPaper, papersChanged, papersOf } from './papers-kept.ts'
import { createReceipts } from './receipts.ts'
import { parsePlace } from './request-place.ts'
import type { Request } from './request-shape.ts'
import { state } from './state.ts'
import { answersOf } from './stranded-answers.ts'
import { actsOf } from './summarise.ts'
import { endVisit, mode, variety } from './visit.ts'
import { openSuppliedPapers } from './supplied-papers.ts'
import type { Writer } from './writer.ts'

export interface OpenedParts {
  readonly disk: DeviceDisk
  readonly sounds: Sounds
  readonly writer: Writer
  readonly lives: LiveDossiers
  readonly packs: PackStore
  /** Null in practice: a paper of an exercise proves nothing. */
  readonly sealer: Sealer | null
  syncNow(): Promise<void>
  /** Tells the board which dossier is on screen. */
  show(dossier: string | null): void
}

const emptyForm: FormState = { fields: [], byKey: new Map(), values: {}, complete: true }
const keptHere = { keep: keepPaper, drop: dropPapers } as const
const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length))

export const createOpened = ({
  disk,
  sounds,
  writer,
  lives,
  packs,
  sealer,
  syncNow,
  show,
}: OpenedParts): OpenSession => {
  let request: Request | null = null

  /** The form follows the answers; the day is the one on which it was opened. */
  const formsOf = async (pack: ProcedurePack) => {
    const form = packs.formOf(pack)
    const context = { today: localDate(), now: writer.now(), lists: await packs.listsFor(pack) }
    const judge = (answers: Answers) => evaluate(form, answers, context)
    return { judge, over: (answers: ReadonlySignal<Answers>) => computed(() => judge(answers.value)) }
  }
  const formOf = async (live: LiveDossier, pack: ProcedurePack) => {
    const { judge, over } = await formsOf(pack)
    return { form: over(live.answers), judge: (changed: Answers) => judge({ ...live.answers.peek(), ...changed }) }
  }

  /** Every exchange may bring one, and an end with it. */
  const lastBeacon = () => {
    void state.link.value
    return writer.beacon()
  }

  /** What is promised today is never promised before the last day the server has told. */
  const legalToday = () => {
    const own = localDate()
    const told = beaconTimeOf(writer.beacon())?.slice(0, 10)
    return told !== undefined && told > own ? told : own
  }

  const readAsleep = async () => {
    const found = [...(await disk.asleep())]
    // Locked in the meantime: nothing of a dossier comes back on the locked screen.
    if (current() === null || state.agent.peek() !== writer.me.id) return
    state.asleep.value = Object.fromEntries(found.filter((one): one is [string, string] => typeof one[1] === 'string'))
  }
  const readAsleepSoon = () => void readAsleep().catch(ifOpen)
  readAsleepSoon()

  const begin = async (live: LiveDossier, pack: ProcedurePack, place: unknown): Promise<Request> => {
    request?.close()
    state.openForms.value++
    show(live.id)
    const made = createRequest({
      live,
      pack,
      ...(await formOf(live, pack)),
      writer,
      place: parsePlace(place),
      visit: { variety, mode },
      sounds,
      papers: keptHere,
      today: legalToday,
      random,
      isLocking: () => current() === null,
      closed: (why) => {
        if (request === made) request = null
        if (why === 'left') endVisit()
        readAsleepSoon()
        state.openForms.value--
        lives.leave(live.id)
        show(null)
      },
    })
    request = made
    return made
  }

  return {
    startRequest: async (packId) => {
      const pack = packs.offered().find((one) => one.id === packId)
      if (!pack) throw new Error(`${packId} is not offered here`)
      // What is written to the person later is in the language they hear, not in the helper's.
      const heard = variety.peek()
      const theirs = heard === null ? lang.peek() : screenLangOf(heard)
      const live = await lives.take(toBase64UrlEncoded(random(16)))
      const opened = await live.write('opened', { procedure: packRef(pack), lang: theirs }, [
        { key: `place:${writer.me.id}`, value: { dossier: live.id } },
      ])
      if (!opened.ok) {
        lives.leave(live.id)
        throw new Error(`the rules refuse to open a dossier: ${opened.error.type}`)
      }
      return begin(live, pack, null)
    },
    resumeRequest: async (id) => {
      const live = await lives.take(id)
      const pack = live.pack.value
      const { submitted, history } = live.status.value
      if (!pack || history.length === 0 || live.status.value.closed) {
        lives.leave(id)
        return null
      }
      // A tab killed between the photograph and its name leaves bytes that nothing will ever ask for.
      if (!submitted) await dropPapersBut(id, blobsOf({ acts: live.acts.peek(), attachments: live.attached.peek() }))
      return begin(live, pack, submitted ? null : await disk.fact(`request:${id}`))
    },
    lastPlace: async () => {
      const place = await disk.fact(`place:${writer.me.id}`)
      const dossier = typeof place === 'object' && place !== null && 'dossier' in place ? place.dossier : null
      return typeof dossier === 'string' ? { dossier } : null
    },
    revokeMandate: async (id, reason) => {
      if (!lineOf(id)) return err({ type: 'absent' })
      const live = await lives.take(id)
      try {
        const written = await live.write('mandate-revoked', { reason })
        return written.ok ? ok(undefined) : written
      } finally {
        lives.leave(id)
      }
    },
    soundOf: sounds.open,
    pin: () => disk.fact(`pin:${writer.me.id}`),
    setPin: (value) => disk.keepFact(`pin:${writer.me.id}`, value),
    receipts: createReceipts({ disk, writer, sealer }),
    papers: { disk, writer, sealer },
    openDossier: async (id) => {
      const line = lineOf(id)
      if (!line) return null
      const live = await lives.take(id)
      const pack = live.pack.value
      const supplied =
        live.status.value.missing.length > 0 ? await openSuppliedPapers({ live, disk, papers: keptHere }) : null
      const formOver = pack ? (await formsOf(pack)).over : () => computed(() => emptyForm)
      show(id)
      return createOpenedDossier({
        live,
        line,
        disk,
        writer,
        supplied,
        papers: { changed: papersChanged, list: papersOf },
        mandateAgain:
          pack && live.status.value.reference !== null
            ? createMandateGiving({
                live,
                pack,
                writer,
                visit: { variety, mode },
                sounds,
                today: legalToday,
                task: () => ({ type: 'follow', reference: live.status.value.reference ?? '' }),
              })
            : null,
        formOver,
        lastBeacon,
        legalToday,
        closed: () => {
          lives.leave(id)
          show(null)
        },
      })
    },
    answersOf: async (id) => {
      const [entries, held] = await Promise.all([disk.entriesOf(id), disk.heldOf(id)])
      const read = answersWithoutHeld(entries, held) ?? answersOf(entries)
      const { acts } = actsOf(entries, held)
      return effectiveAnswers(read, statusOf(acts, null)).answers
    },
    listOf: packs.listOf,
    syncNow,
  }
}

/** A device that locks while it reads has nothing to show; any other failure is one. */
const ifOpen = (cause: unknown): void => {
  if (current() !== null) throw cause
}

/** `YYYY-MM-DD` where the desk is. */
const localDate = (): string => {
  const now = new Date()
  const two = (n: number) => String(n).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}
