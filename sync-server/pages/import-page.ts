// The page for whoever carries a kiosk's stick: choose the file, read what came of it, save the answer on the stick.
// Plain HTML without script. It says counts and never whose requests they are: the carrier may be anybody.
import { html } from 'hono/html'
import { inLang, type L10n } from '../../shared/text/l10n.ts'
import { page, type PageFrame } from './status-page.ts'
import { importWords } from './import-words.ts'

type Html = ReturnType<typeof html>

export type ImportOutcome =
  | {
      readonly type: 'taken'
      readonly packets: number
      readonly refused: number
      readonly held: number
      /** The answer itself, and what it is called. */
      readonly href: string
      readonly name: string
    }
  | { readonly type: 'refused'; readonly reason: keyof typeof importWords.problems }

export const importPage = (frame: PageFrame, outcome: ImportOutcome | null): Html => {
  const t = (text: L10n): string => inLang(text, frame.lang)
  return page(frame, t(importWords.title), [
    outcome?.type === 'taken' ? taken(outcome, t) : html`<h1>${t(importWords.title)}</h1>`,
    outcome?.type === 'refused'
      ? html`<section class="error" role="alert">${t(importWords.problems[outcome.reason])}</section>`
      : '',
    outcome?.type === 'taken'
      ? html`<nav><a href="/import?lang=${frame.lang}">${t(importWords.another)}</a></nav>`
      : question(frame, t),
  ])
}

const question = (frame: PageFrame, t: (text: L10n) => string): Html =>
  html`<p>${t(importWords.lead)}</p>
    <form method="post" action="/import?lang=${frame.lang}" enctype="multipart/form-data">
      <label for="file">${t(importWords.file)} <small dir="ltr">morchid-….mor</small></label
      ><input id="file" name="file" type="file" accept=".mor" required /><button>${t(importWords.send)}</button>
    </form>
    <p><small>${t(importWords.sealed)}</small></p>`

const taken = (
  { packets, refused, held, href, name }: Extract<ImportOutcome, { type: 'taken' }>,
  t: (text: L10n) => string,
): Html => {
  const row = (label: L10n, count: number): Html =>
    html`<dt>${t(label)}</dt>
      <dd>${count}</dd>`
  return html`<section class="state${refused > 0 ? ' warn' : ''}">
    <h1>${t(refused > 0 ? importWords.partly : importWords.received)}</h1>
    <dl>
      ${row(importWords.packets, packets - refused)} ${refused > 0 ? row(importWords.refused, refused) : ''}
      ${held > 0 ? row(importWords.held, held) : ''}
    </dl>
    <p>${t(importWords.next)}</p>
    <p>
      <a href="${href}" download="${name}"
        ><b>${t(importWords.save)} <bdi dir="ltr">${name}</bdi></b></a
      >
    </p>
  </section>`
}
