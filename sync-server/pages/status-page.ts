// The citizen's page: where a request stands, as five beads with a picture and a word, and one sentence. Plain HTML
// without script, one request, made for a borrowed phone and Opera Mini. It never shows a name or a card number.
import { html, raw } from 'hono/html'
import type { Commune } from '../../shared/access/directory.ts'
import { inLang, type L10n, type Lang } from '../../shared/text/l10n.ts'
import { picture } from './pictures.ts'
import { beadWords, pageWords, stateWords, type ShownState } from './status-words.ts'
import { statusStyle } from './status-style.ts'

type Html = ReturnType<typeof html>

export interface PageFrame {
  readonly lang: Lang
  readonly commune: Commune
  readonly demo: boolean
  /** The page's own path: where its form goes and where the other language is. */
  readonly path: string
  readonly phone: string | null
}

export interface ShownStatus {
  readonly state: ShownState
  readonly at: Date
  /** Only after the secret was given. */
  readonly details: {
    readonly procedure: L10n | null
    readonly bring: readonly L10n[]
    readonly reason: L10n | null
    readonly papers: readonly ShownPaper[]
    /** ISO date, only while an answer is awaited and only from a checked source. */
    readonly answerBefore: string | null
  } | null
}

export interface ShownPaper {
  readonly name: L10n
  /** As printed on it; null while it is provisional. */
  readonly number: string | null
}

export type FormProblem = { readonly text: L10n; readonly until?: Date }

/** The question: two numbers, or the secret alone when the token is in the path. */
export const askPage = (
  frame: PageFrame,
  given: { readonly reference?: string; readonly problem?: FormProblem },
): Html => {
  const t = (text: L10n): string => inLang(text, frame.lang)
  return page(frame, t(pageWords.title), [
    html`<h1>${t(pageWords.title)}</h1>`,
    given.problem ? errorBox(frame.lang, given.problem) : html`<p>${t(pageWords.lead)}</p>`,
    html`<form method="post" action="${frame.path}?lang=${frame.lang}">
      ${numberField('reference', t(pageWords.reference), t(pageWords.referenceHint), '12.40.67.31', given.reference ?? '')}
      ${secretField(t)}<button>${t(pageWords.look)}</button>
    </form>`,
    ways(frame, t, false),
  ])
}

/** The answer. `withForm`: the token was given without the secret, which opens the details. */
export const statusPage = (
  frame: PageFrame,
  shown: ShownStatus,
  given: { readonly withForm: boolean; readonly problem?: FormProblem },
): Html => {
  const t = (text: L10n): string => inLang(text, frame.lang)
  const words = stateWords[shown.state]
  const tone =
    shown.state === 'refused' || shown.state === 'withdrawn' ? ' stop' : attention.has(shown.state) ? ' warn' : ''
  return page(frame, t(words.word), [
    html`<section class="state${tone}">
      ${picture(shown.state)}
      <p><small>${t(pageWords.yours)}</small></p>
      <h1>${t(words.word)}</h1>
      <p>${t(words.sentence)}</p>
      ${shown.details ? detailList(shown.details, frame.lang) : ''}
    </section>`,
    html`<section>
      <ol>
        ${beadsOf(shown.state).map((bead) => beadRow(bead, t))}
      </ol>
      <p>
        <small>${t(pageWords.seenAt)} <bdi>${localTime(shown.at, frame.lang)}</bdi></small>
      </p>
    </section>`,
    given.withForm
      ? html`<form method="post" action="${frame.path}?lang=${frame.lang}">
          ${given.problem ? errorBox(frame.lang, given.problem) : html`<p>${t(pageWords.more)}</p>`}
          ${secretField(t)}<button>${t(pageWords.look)}</button>
        </form>`
      : '',
    ways(frame, t, !given.withForm),
  ])
}

/** A receipt's token the server does not know: most often the request has not left the point yet. */
export const unknownTokenPage = (frame: PageFrame): Html => {
  const t = (text: L10n): string => inLang(text, frame.lang)
  return page(frame, t(pageWords.title), [
    html`<section class="state warn">
      ${picture('kept')}
      <h1>${t(pageWords.title)}</h1>
      <p>${t(pageWords.unknownToken)}</p>
    </section>`,
    ways(frame, t, true),
  ])
}

const attention: ReadonlySet<ShownState> = new Set<ShownState>(['missing', 'suspended'])

interface Bead {
  readonly name: keyof typeof beadWords | 'refused' | 'withdrawn' | 'missing' | 'suspended'
  readonly word: L10n
  readonly reached: 'done' | 'now' | 'later'
}

/** How far along the five beads a state is; a stop replaces the bead it stopped at and ends the row. */
export const beadsOf = (state: ShownState): readonly Bead[] => {
  const names = ['kept', 'received', 'decided', 'ready', 'handed-over'] as const
  const at = {
    received: 1,
    'in-progress': 1,
    missing: 1,
    suspended: 1,
    withdrawn: 1,
    accepted: 2,
    refused: 2,
    ready: 3,
    'handed-over': 4,
  }[state]
  const row = names.map((name, i): Bead => {
    const reached = i < at || state === 'handed-over' ? 'done' : i === at ? 'now' : 'later'
    const other =
      i === at && (state === 'refused' || state === 'withdrawn' || state === 'missing' || state === 'suspended')
    return other ? { name: state, word: stateWords[state].word, reached } : { name, word: beadWords[name], reached }
  })
  return state === 'refused' || state === 'withdrawn' ? row.slice(0, at + 1) : row
}

const beadRow = ({ name, word, reached }: Bead, t: (text: L10n) => string): Html =>
  html`<li class="${reached === 'later' ? '' : reached}">
    <i>${picture(name)}</i
    ><span
      >${t(word)}${reached === 'later' ? '' : html` <small>· ${t(reached === 'now' ? pageWords.now : pageWords.done)}</small>`}</span
    >
  </li>`

const detailList = (details: NonNullable<ShownStatus['details']>, lang: Lang): Html => {
  const row = (label: L10n, values: readonly string[]): Html =>
    values.length === 0
      ? html``
      : html`<dt>${inLang(label, lang)}</dt>
          ${values.map((value) => html`<dd>${value}</dd>`)}`
  const { procedure, bring, reason, papers, answerBefore } = details
  return html`<dl>
    ${row(pageWords.procedure, procedure ? [inLang(procedure, lang)] : [])}
    ${row(
      pageWords.bring,
      bring.map((item) => inLang(item, lang)),
    )}
    ${row(pageWords.reason, reason ? [inLang(reason, lang)] : [])}
    ${
      papers.length === 0
        ? ''
        : html`<dt>${inLang(pageWords.paper, lang)}</dt>
            ${papers.map(({ name, number }) => paperRow(inLang(name, lang), number))}`
    }
    ${row(pageWords.answerBefore, answerBefore ? [localDay(answerBefore, lang)] : [])}
  </dl>`
}

const paperRow = (name: string, number: string | null): Html =>
  html`<dd>${name}${number === null ? '' : html` <bdi dir="ltr">${number}</bdi>`}</dd>`

const secretField = (t: (text: L10n) => string): Html =>
  numberField('secret', t(pageWords.secret), t(pageWords.secretHint), '73.18', '')

const numberField = (name: string, label: string, hint: string, example: string, value: string): Html =>
  html`<label for="${name}">${label} <small>(${hint})</small></label
    ><input
      id="${name}"
      name="${name}"
      type="tel"
      dir="ltr"
      autocomplete="off"
      maxlength="40"
      placeholder="${example}"
      value="${value}"
      required
    />`

const errorBox = (lang: Lang, { text, until }: FormProblem): Html =>
  html`<section class="error" role="alert">
    ${inLang(text, lang)}${until ? html` <bdi>${localHour(until, lang)}</bdi>.` : ''}
  </section>`

/** Where to go from here: another request, the point's telephone. */
const ways = ({ phone, lang }: PageFrame, t: (text: L10n) => string, another: boolean): Html =>
  html`<nav>
    ${another ? html`<a href="/s?lang=${lang}">${t(pageWords.again)}</a>` : ''}
    ${
      phone === null
        ? ''
        : html`<a href="tel:${phone.replace(/[^+\d]/g, '')}">${t(pageWords.phone)} <bdi dir="ltr">${phone}</bdi></a>`
    }
  </nav>`

/** The frame of every page without script. */
export const page = (
  { lang, commune, demo, path }: PageFrame,
  title: string,
  parts: readonly (Html | string)[],
): Html => {
  const other: Lang = lang === 'fr' ? 'ar' : 'fr'
  return html`<!doctype html>
    <html lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="theme-color" content="#0b4f4a" />
        <title>${title} · ${inLang(commune.name, lang)}</title>
        <link rel="icon" href="${raw(icon)}" />
        ${styleElement}
      </head>
      <body>
        ${demo ? html`<aside class="demo">${inLang(pageWords.demo, lang)}</aside>` : ''}
        <header>
          <div>
            <span><b>${inLang(commune.name, lang)}</b>${inLang(commune.province, lang)}</span
            ><a href="${path}?lang=${other}" lang="${other}" dir="${other === 'ar' ? 'rtl' : 'ltr'}"
              >${other === 'ar' ? 'العربية' : 'Français'}</a
            >
          </div>
        </header>
        <main>${parts}</main>
      </body>
    </html>`
}

/** As its hash in the policy was made: not a byte around it. */
const styleElement = raw(`<style>${statusStyle}</style>`)

const icon =
  'data:image/svg+xml,' +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8" rx="2" fill="#0b4f4a"/><path d="M2 4l2 2 2-4" fill="none" stroke="#fff"/></svg>',
  )

/** Clocks on the wall of the point, wherever the server stands. */
const timeZone = 'Africa/Casablanca'
const locale = (lang: Lang): string => (lang === 'fr' ? 'fr' : 'ar-MA')

const localTime = (at: Date, lang: Lang): string =>
  new Intl.DateTimeFormat(locale(lang), { dateStyle: 'long', timeStyle: 'short', timeZone }).format(at)

/** A calendar day, not a moment: no zone may move it. */
const localDay = (isoDate: string, lang: Lang): string =>
  new Intl.DateTimeFormat(locale(lang), { dateStyle: 'full', timeZone: 'UTC' }).format(new Date(`${isoDate}T00:00:00Z`))

const localHour = (at: Date, lang: Lang): string =>
  new Intl.DateTimeFormat(locale(lang), { hour: '2-digit', minute: '2-digit', timeZone }).format(at)
