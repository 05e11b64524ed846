// Finding a procedure: by life event, or by the words people use. Decides which packs may be offered at all.
import type { L10n, Lang } from '../text/l10n.ts'
import { searchKey, skeleton } from '../text/names.ts'
import type { ProcedurePack } from './pack.ts'

export interface LifeEvent {
  readonly code: string
  readonly name: L10n
  readonly pictogram: string
}

export const lifeEvents: readonly LifeEvent[] = [
  { code: 'birth', name: { fr: 'Naissance', ar: 'ولادة' }, pictogram: 'baby' },
  { code: 'marriage', name: { fr: 'Mariage', ar: 'زواج' }, pictogram: 'married' },
  { code: 'housing', name: { fr: 'Logement', ar: 'سكن' }, pictogram: 'house' },
  { code: 'death', name: { fr: 'Décès', ar: 'وفاة' }, pictogram: 'death' },
  { code: 'papers', name: { fr: 'Papiers', ar: 'وثائق' }, pictogram: 'certificate' },
  { code: 'road', name: { fr: 'Route', ar: 'طريق' }, pictogram: 'road' },
  { code: 'work', name: { fr: 'Travail', ar: 'عمل' }, pictogram: 'work' },
  { code: 'help', name: { fr: 'Aide', ar: 'مساعدة' }, pictogram: 'help' },
]

/** Packs that can be asked for: active ones; drafts too in a demonstration, which says so on every screen. */
export const offered = (
  packs: readonly ProcedurePack[],
  { demo }: { readonly demo: boolean },
): readonly ProcedurePack[] => packs.filter((pack) => pack.status === 'active' || (demo && pack.status === 'draft'))

/** Packs of each life event, events in the order of `lifeEvents`, events without a pack left out. */
export const packsByEvent = (
  packs: readonly ProcedurePack[],
): readonly { readonly event: LifeEvent; readonly packs: readonly ProcedurePack[] }[] =>
  lifeEvents
    .map((event) => ({ event, packs: packs.filter((pack) => pack.service.isGroupedBy.includes(event.code)) }))
    .filter((group) => group.packs.length > 0)

/**
 * Packs that answer to at least one word of the text, best first. Words are sought in names, keywords and descriptions
 * of both languages, since Darija is typed in either script; a name in `lang` weighs a little more.
 */
export const searchPacks = (packs: readonly ProcedurePack[], text: string, lang: Lang): readonly ProcedurePack[] => {
  const asked = wordsOf(text).filter((word) => !emptyWords.has(word))
  return packs
    .map((pack, order) => ({ pack, order, score: scoreOf(pack, asked, lang) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.order - b.order)
    .map(({ pack }) => pack)
}

/** "I want", "the", "for": they say nothing of which procedure. */
const emptyWords = new Set(
  'je veux voudrais de du des la le les un une et au aux en pour mon ma mes bghit bghina dyal من في على الى بغيت بغينا ديال'
    .split(' ')
    .flatMap((word) => searchKey(word).split(' ')),
)

const wordsOf = (text: string): readonly string[] =>
  // « d'acte », « l'eau » are two words; names such as M'hamed are not sought here.
  searchKey(text.replace(/(?<!\p{L})[dlnsjtmc]['’]/giu, ' '))
    .split(' ')
    .filter((word) => word !== '')

interface HeldWord {
  readonly word: string
  readonly sound: string
  readonly weight: number
  readonly lang: Lang | null
}

// Folding some eighty words a pack at every key typed is felt on a slow tablet.
const heldWords = new WeakMap<ProcedurePack, readonly HeldWord[]>()

const wordsHeld = (pack: ProcedurePack): readonly HeldWord[] => {
  const known = heldWords.get(pack)
  if (known !== undefined) return known
  const { name, keyword, description } = pack.service
  const texts: readonly (readonly [text: string, weight: number, lang: Lang | null])[] = [
    [name.fr, 8, 'fr'],
    [name.ar, 8, 'ar'],
    ...[...keyword.fr, ...keyword.ar].map((text) => [text, 8, null] as const),
    [description.fr, 1, null],
    [description.ar, 1, null],
  ]
  const held = texts.flatMap(([text, weight, lang]) =>
    wordsOf(text).map((word): HeldWord => ({ word, sound: skeleton(word), weight, lang })),
  )
  heldWords.set(pack, held)
  return held
}

const scoreOf = (pack: ProcedurePack, asked: readonly string[], lang: Lang): number =>
  asked.reduce((sum, ask) => {
    const sound = skeleton(ask)
    const best = wordsHeld(pack).map((held) => {
      const weight = held.lang === lang ? held.weight + 1 : held.weight
      if (held.word === ask) return weight * 4
      if (ask.length >= 2 && held.word.startsWith(ask)) return weight * 2
      // Two consonants fit too many words; a misspelling keeps three.
      return weight > 1 && sound.length >= 3 && sound === held.sound ? weight : 0
    })
    return sum + Math.max(0, ...best)
  }, 0)
