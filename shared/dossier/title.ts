// What a dossier is called in lists and registers, from the rows its pack names: a person's name in both scripts, or a
// problem and its place. The same on a device and at the server.
import type { Answers } from '../form/form.ts'
import type { ProcedurePack } from '../procedure/pack.ts'

/** Names and places as they were written; a choice by its label in both languages. May be ''. */
export const titleOf = (pack: ProcedurePack, answers: Answers): string =>
  pack.titleRows
    .map((name) => answerInWords(pack, name, answers))
    .filter((text) => text !== '')
    .reduce((title, text) => (title === '' ? text : `${title}${inOneScript(title, text) ? ' ' : ' · '}${text}`), '')

/** First and last name of one script stay together; the two scripts, or a problem and its place, are set apart. */
const inOneScript = (title: string, text: string): boolean =>
  !title.includes('/') && !text.includes('/') && isArabic(title.slice(-1)) === isArabic(text)

const isArabic = (text: string): boolean => /\p{Script=Arabic}/u.test(text)

const answerInWords = ({ form }: ProcedurePack, name: string, answers: Answers): string => {
  const value = answers[name]
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') return ''
  const list = /^select_one (\S+)$/.exec(form.survey.find((row) => row.name === name)?.type ?? '')?.[1]
  const choice = list === undefined ? undefined : form.choices[list]?.find((one) => one.name === value)
  return choice ? `${choice.label.fr} / ${choice.label.ar}` : value.trim()
}
