// The first turn of a visit: the language, the subject, the procedure, then the papers one by one. Choosing a
// procedure and saying yes to what it is starts the request; until then there is no dossier.
import { signal } from '@preact/signals'
import type { Signal } from '@preact/signals'
import { evidenceFor } from '../../../shared/procedure/outside-expression.ts'
import { packsByEvent } from '../../../shared/procedure/catalogue.ts'
import type { EvidenceItem, ProcedurePack } from '../../../shared/procedure/pack.ts'
import { isVariety } from '../../../shared/speech/variety.ts'
import type { Variety } from '../../../shared/speech/variety.ts'
import type { Card, Tap, TurnScript } from '../card.ts'
import type { Request } from '../request-shape.ts'
import type { Hearer } from './card-parts.ts'
import { descriptionCard, eventsCard, lackingCard, languageCard, paperCard, proceduresCard } from './need-cards.ts'

export interface NeedParts {
  /** Those that can be asked for here. */
  readonly packs: readonly ProcedurePack[]
  readonly variety: Signal<Variety | null>
  hearer(): Hearer
  /** Opens the dossier. */
  start(packId: string): Promise<Request>
  lacking(request: Request): readonly EvidenceItem[]
  /** Already started: only its papers are asked. */
  readonly started?: Request
}

type Stage =
  | { readonly kind: 'language' | 'event' | 'over' }
  | { readonly kind: 'procedure'; readonly event: string }
  | { readonly kind: 'about'; readonly event: string; readonly pack: ProcedurePack }
  | { readonly kind: 'papers'; readonly request: Request; readonly nth: number }
  | { readonly kind: 'lacking'; readonly request: Request }

export const needScript = ({ packs, variety, hearer, start, lacking, started }: NeedParts): TurnScript => {
  const events = packsByEvent(packs)
  const stage = signal<Stage>(
    started === undefined
      ? { kind: variety.peek() === null ? 'language' : 'event' }
      : { kind: 'papers', request: started, nth: 0 },
  )
  const page = signal(0)
  const go = (next: Stage) => {
    page.value = 0
    stage.value = next
  }
  const packsOf = (code: string) => events.find((one) => one.event.code === code)?.packs ?? []
  const papersOf = (request: Request) => evidenceFor(request.pack, request.form.value.values)
  const askPapers = async (request: Request, nth: number) => {
    if (nth < papersOf(request).length) return go({ kind: 'papers', request, nth })
    if (lacking(request).length > 0) return go({ kind: 'lacking', request })
    await leavePapers(request)
  }
  /** Past the papers: the helper comes back to the first question. */
  const leavePapers = async (request: Request) => {
    if (request.step.peek().kind === 'papers') await request.next()
    go({ kind: 'over' })
  }
  const before = ({ event }: { readonly event: string }): Stage =>
    packsOf(event).length > 1 ? { kind: 'procedure', event } : { kind: 'event' }
  const backOf = (here: Stage): Stage => {
    if (here.kind === 'event') return { kind: 'language' }
    if (here.kind === 'procedure') return { kind: 'event' }
    if (here.kind === 'about') return before(here)
    if (here.kind === 'papers' && here.nth > 0) return { ...here, nth: here.nth - 1 }
    return here
  }
  const card = (): Card | null => {
    const here = stage.value
    switch (here.kind) {
      case 'language':
        return languageCard(hearer(), page.value)
      case 'event':
        return eventsCard(
          hearer(),
          events.map((one) => one.event),
          page.value,
        )
      case 'procedure':
        return proceduresCard(hearer(), packsOf(here.event), page.value)
      case 'about':
        return descriptionCard(hearer(), here.pack)
      case 'papers': {
        const item = papersOf(here.request)[here.nth]
        return item === undefined ? null : paperCard(hearer(), here.request.pack, item, here.nth > 0)
      }
      case 'lacking':
        return lackingCard(hearer(), here.request.pack, lacking(here.request))
      case 'over':
        return null
    }
  }
  const choose = (here: Stage, value: string) => {
    if (here.kind === 'language' && isVariety(value)) {
      variety.value = value
      go({ kind: 'event' })
    } else if (here.kind === 'event') {
      const [only, ...others] = packsOf(value)
      // One procedure is no choice: it is described at once.
      if (only !== undefined && others.length === 0) go({ kind: 'about', event: value, pack: only })
      else go({ kind: 'procedure', event: value })
    } else if (here.kind === 'procedure') {
      const pack = packsOf(here.event).find((one) => one.id === value)
      if (pack !== undefined) go({ kind: 'about', event: here.event, pack })
    }
  }
  const say = async (here: Stage, has: boolean) => {
    if (here.kind === 'about') {
      if (!has) return go(before(here))
      return askPapers(await start(here.pack.id), 0)
    }
    if (here.kind !== 'papers') return
    const item = papersOf(here.request)[here.nth]
    if (item !== undefined) await here.request.setSeen(item.id, has)
    await askPapers(here.request, here.nth + 1)
  }

  return {
    group: 'need',
    card,
    take: async (_card: Card, tap: Tap) => {
      const here = stage.peek()
      if (tap.type === 'chose') choose(here, tap.value)
      else if (tap.type === 'yes' || tap.type === 'no') await say(here, tap.type === 'yes')
      else if (tap.type === 'next-page') page.value++
      else if (tap.type === 'back') {
        if (page.peek() > 0) page.value--
        else go(backOf(here))
      } else if (tap.type === 'went-on' && here.kind === 'lacking') await leavePapers(here.request)
    },
  }
}
