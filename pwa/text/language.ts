// The interface language and the messages of each room. A room's catalogue is compiled at build, one module a
// language (`virtual:messages/<room>/<lang>`). A language is shown only once every loaded room has it: no mixed screen.
import { batch, computed, signal } from '@preact/signals'
import type { ReadonlySignal, Signal } from '@preact/signals'
import type { Lang } from '../../shared/text/l10n.ts'

export type MessageRoom =
  | 'shell'
  | 'setup'
  | 'damage'
  | 'desk'
  | 'clerk'
  | 'clerk-acts'
  | 'clerk-copy'
  | 'supervisor'
  | 'retention'
  | 'fields'
  | 'citizen'
  | 'voice'
  | 'turn'
  | 'studio'
  | 'practice'
  | 'unsent'
  | 'told'
  | 'papers'
  | 'photos'
  | 'document-check'
  | 'take-paper'
export type MessageParams = Readonly<Record<string, string | number>>
type Catalogue = Readonly<Record<string, (params: MessageParams) => string>>
type CatalogueModule = { readonly default: Catalogue }

// Written out one by one: the bundler splits only what it can read.
const sources: Record<MessageRoom, Record<Lang, () => Promise<CatalogueModule>>> = {
  shell: { fr: () => import('virtual:messages/shell/fr'), ar: () => import('virtual:messages/shell/ar') },
  setup: { fr: () => import('virtual:messages/setup/fr'), ar: () => import('virtual:messages/setup/ar') },
  damage: { fr: () => import('virtual:messages/damage/fr'), ar: () => import('virtual:messages/damage/ar') },
  desk: { fr: () => import('virtual:messages/desk/fr'), ar: () => import('virtual:messages/desk/ar') },
  clerk: { fr: () => import('virtual:messages/clerk/fr'), ar: () => import('virtual:messages/clerk/ar') },
  'clerk-copy': {
    fr: () => import('virtual:messages/clerk-copy/fr'),
    ar: () => import('virtual:messages/clerk-copy/ar'),
  },
  'clerk-acts': {
    fr: () => import('virtual:messages/clerk-acts/fr'),
    ar: () => import('virtual:messages/clerk-acts/ar'),
  },
  supervisor: {
    fr: () => import('virtual:messages/supervisor/fr'),
    ar: () => import('virtual:messages/supervisor/ar'),
  },
  retention: {
    fr: () => import('virtual:messages/retention/fr'),
    ar: () => import('virtual:messages/retention/ar'),
  },
  fields: { fr: () => import('virtual:messages/fields/fr'), ar: () => import('virtual:messages/fields/ar') },
  citizen: { fr: () => import('virtual:messages/citizen/fr'), ar: () => import('virtual:messages/citizen/ar') },
  voice: { fr: () => import('virtual:messages/voice/fr'), ar: () => import('virtual:messages/voice/ar') },
  studio: { fr: () => import('virtual:messages/studio/fr'), ar: () => import('virtual:messages/studio/ar') },
  practice: { fr: () => import('virtual:messages/practice/fr'), ar: () => import('virtual:messages/practice/ar') },
  told: { fr: () => import('virtual:messages/told/fr'), ar: () => import('virtual:messages/told/ar') },
  'document-check': {
    fr: () => import('virtual:messages/document-check/fr'),
    ar: () => import('virtual:messages/document-check/ar'),
  },
  photos: { fr: () => import('virtual:messages/photos/fr'), ar: () => import('virtual:messages/photos/ar') },
  'take-paper': {
    fr: () => import('virtual:messages/take-paper/fr'),
    ar: () => import('virtual:messages/take-paper/ar'),
  },
  papers: { fr: () => import('virtual:messages/papers/fr'), ar: () => import('virtual:messages/papers/ar') },
  unsent: { fr: () => import('virtual:messages/unsent/fr'), ar: () => import('virtual:messages/unsent/ar') },
  turn: { fr: () => import('virtual:messages/turn/fr'), ar: () => import('virtual:messages/turn/ar') },
}

const storageKey = 'morchid.lang'
const current = signal<Lang>(firstLang())
const catalogues = signal<Partial<Record<MessageRoom, Catalogue>>>({})
let wanted: Lang = current.peek()

/** The language on screen. Change it with `setLang`, which loads its messages first. */
export const lang: Signal<Lang> = current
export const dir: ReadonlySignal<'ltr' | 'rtl'> = computed(() => (current.value === 'ar' ? 'rtl' : 'ltr'))

/** Fetches the room's messages in the current language; await it before the room is rendered. */
export async function loadMessages(room: MessageRoom): Promise<void> {
  if (catalogues.peek()[room] !== undefined) return
  const language = current.peek()
  const { default: catalogue } = await sources[room][language]()
  // The language may have changed while the module was on its way.
  if (language !== current.peek()) return loadMessages(room)
  catalogues.value = { ...catalogues.peek(), [room]: catalogue }
}

/** Switches once every loaded room has its messages; a language that cannot be fetched leaves the screen as it is. */
export function setLang(next: Lang): void {
  wanted = next
  if (next === current.peek()) return
  void switchTo(next)
}

/** A typed reader of one room's messages; reads a signal, so a component using it follows the language. */
export function messages<Id extends string>(room: MessageRoom): (id: Id, params?: MessageParams) => string {
  return (id, params = {}) => {
    const message = catalogues.value[room]?.[id]
    if (message === undefined) throw new Error(`message ${room}/${id} was read before its catalogue was loaded`)
    return message(params)
  }
}

/** Writes the language on <html> and remembers it; called at start and at every switch. */
export function showLang(language: Lang): void {
  if (typeof document === 'undefined') return
  document.documentElement.lang = language
  document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr'
  try {
    localStorage.setItem(storageKey, language)
  } catch {
    // Storage refused (private mode): the choice lasts as long as the page.
  }
}

async function switchTo(next: Lang): Promise<void> {
  const rooms = Object.keys(catalogues.peek()) as MessageRoom[]
  let loaded: (readonly [MessageRoom, Catalogue])[]
  try {
    loaded = await Promise.all(rooms.map(async (room) => [room, (await sources[room][next]()).default] as const))
  } catch {
    wanted = current.peek()
    return
  }
  if (wanted !== next) return
  // A room that finished loading meanwhile, in the old language, must follow too.
  if (Object.keys(catalogues.peek()).length !== rooms.length) return switchTo(next)
  batch(() => {
    catalogues.value = Object.fromEntries(loaded)
    current.value = next
  })
  showLang(next)
}

function firstLang(): Lang {
  if (typeof document === 'undefined') return 'fr'
  try {
    const remembered = localStorage.getItem(storageKey)
    if (remembered === 'fr' || remembered === 'ar') return remembered
  } catch {
    // Storage refused: fall through to the browser's language.
  }
  return navigator.language.startsWith('ar') ? 'ar' : 'fr'
}
