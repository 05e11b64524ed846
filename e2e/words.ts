// The words a screen shows, from the catalogues it is built with, in the language the test speaks.
import { readFileSync } from 'node:fs'

type Lang = 'fr' | 'ar'
type Catalogue = Readonly<Record<string, Readonly<Record<Lang, string>>>>

const read = (room: string): Catalogue =>
  JSON.parse(readFileSync(new URL(`../pwa/text/messages/${room}.json`, import.meta.url), 'utf8')) as Catalogue
const catalogues = {
  shell: read('shell'),
  setup: read('setup'),
  damage: read('damage'),
  desk: read('desk'),
  clerk: read('clerk'),
  'clerk-acts': read('clerk-acts'),
  'clerk-copy': read('clerk-copy'),
  papers: read('papers'),
  photos: read('photos'),
  'document-check': read('document-check'),
  practice: read('practice'),
  'take-paper': read('take-paper'),
  turn: read('turn'),
  voice: read('voice'),
  retention: read('retention'),
  supervisor: read('supervisor'),
  told: read('told'),
  unsent: read('unsent'),
}

let spoken: Lang = 'fr'

/** From here on the test reads the screens in this language. */
export const speak = (lang: Lang): void => {
  spoken = lang
}

export const spokenLanguage = (): Lang => spoken

export const inSpoken = (text: Readonly<Record<Lang, string>>): string => text[spoken]

/** A message without parameters. */
export const word = (room: keyof typeof catalogues, id: string): string => {
  const message = catalogues[room][id]?.[spoken]
  if (message === undefined) throw new Error(`no message ${id} in ${room}`)
  return message
}

/** A name that begins so: buttons end with the key that presses them. */
export const startsWith = (text: string): RegExp => new RegExp(`^${text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}`)
