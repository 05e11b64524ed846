// What is to be said as the names of clips, one after the other, for one voice. A name is a prompt, a figure or a
// person's own recording; whether somebody has recorded it is for the player to find out. Pure: no file, no sound.
import { dateToDays } from '../form/calendar.ts'
import { countedClips, greatestNumber, numberClipIds, numberClips } from './numbers.ts'
import type { CountedNoun, CountingOrder } from './numbers.ts'
import type { Spoken, SpokenPart } from './spoken.ts'
import type { VoiceId } from './variety.ts'

/** Id of a clip: `app.yes`, `n.23`, `weekday.5`. */
export type ClipId = string

/** What no clip can say; the helper reads it. */
export interface Gap {
  readonly gap: SpokenPart
}

/** A third of a second of nothing, so that « soixante · douze » is never heard as seventy-two. No voice has a file of it. */
export const pauseClip: ClipId = 'pause'

/** The clips to play, in order. A voice that lacks one of a part says the whole part with another voice, or not at all. */
export const clipsOf = (spoken: Spoken, voice: VoiceId): readonly (ClipId | Gap)[] =>
  spoken.flatMap((part): readonly (ClipId | Gap)[] => clipsOfPart(part, voice) ?? [{ gap: part }])

/** Null when it cannot be said with clips: words without a recording, a figure that is out of range. */
export const clipsOfPart = (part: SpokenPart, voice: VoiceId): readonly ClipId[] | null => {
  const order = orderOf(voice)
  switch (part.type) {
    case 'prompt':
      return [part.id]
    case 'number':
      return isSayable(part.value) ? numberClips(part.value, order) : null
    case 'amount':
      return isSayable(part.value) ? countedClips(part.value, nouns[part.currency], order) : null
    case 'pairs':
      return pairClips(part.reference)
    case 'date':
      return dateClips(part.iso, part.weekday, order)
    case 'free':
      return part.recording === undefined ? figuresInText(part.text, order) : [part.recording]
  }
}

/** Every figure a voice must have so that all that is sayable is said: the check and the studio list them. */
export const figureClipIds = (voice: VoiceId): readonly ClipId[] => [
  ...numberClipIds(orderOf(voice)),
  'n.first',
  ...from1To(7).map((day) => `weekday.${day}`),
  ...from1To(12).map((month) => `month.${month}`),
  ...[...'abcdefghijklmnopqrstuvwxyz'].map((letter) => `letter.${letter}`),
]

const orderOf = (voice: VoiceId): CountingOrder => (voice === 'fr' ? 'french' : 'arabic')

const nouns: Readonly<Record<'MAD' | 'EUR' | 'DZD', CountedNoun>> = { MAD: 'mad', EUR: 'eur', DZD: 'dzd' }

const isSayable = (value: number): boolean => Number.isInteger(value) && value >= 0 && value <= greatestNumber

/** Any number of pairs; a leading zero is said, since it is to be copied. */
const pairClips = (reference: string): readonly ClipId[] | null => {
  if (!/^\d\d(?:\.\d\d)*$/u.test(reference)) return null
  return reference.split('.').flatMap((pair, at) => {
    const said = pair.startsWith('0') ? ['n.0', `n.${Number(pair)}`] : [`n.${pair}`]
    return at === 0 ? said : [pauseClip, ...said]
  })
}

/**
 * A phone, a number of a paper, `AB123456` of a national card: text of nothing but figures is said, so that no helper
 * has to read what was answered alone. Eight figures or more are a phone, said in pairs, as are those that begin with a
 * zero; what is shorter is a number.
 */
const figuresInText = (text: string, order: CountingOrder): readonly ClipId[] | null => {
  const card = /^([a-z]{1,2})[ -]?(\d{1,8})$/iu.exec(text.trim())
  if (card?.[1] !== undefined && card[2] !== undefined) {
    const letters = [...card[1].toLowerCase()].map((letter) => `letter.${letter}`)
    return [...letters, pauseClip, ...(figuresInText(card[2], order) ?? [])]
  }
  if (!/^\+?\d+(?:[ ./\u00a0\u202f-]\d+)*$/u.test(text.trim())) return null
  const groups = text.match(/\d+/gu) ?? []
  const digits = groups.join('')
  const said = (digits.length >= 8 ? [digits] : groups).map((group) =>
    group.length <= 4 && !/^0\d/u.test(group) ? numberClips(Number(group), order) : digitPairs(group),
  )
  return said.flatMap((clips, at) => (at === 0 ? clips : [pauseClip, ...clips]))
}

/** An odd one is said first, alone. */
const digitPairs = (digits: string): readonly ClipId[] => {
  const odd = digits.length % 2
  const pairs = pairClips(digits.slice(odd).replace(/\d\d(?=\d)/gu, '$&.')) ?? []
  return odd === 0 ? pairs : [`n.${digits.slice(0, 1)}`, ...(pairs.length === 0 ? [] : [pauseClip, ...pairs])]
}

/**
 * Day, month, year, as both languages say them; the first has a word of its own: « premier », فاتح. `2026-03` is a month
 * whose day nobody said.
 */
const dateClips = (iso: string, weekday: boolean, order: CountingOrder): readonly ClipId[] | null => {
  const [year, month, day] = iso.split('-').map(Number)
  const days = dateToDays(day === undefined ? `${iso}-01` : iso)
  if (days === null || year === undefined || month === undefined) return null
  if (day === undefined) return [`month.${month}`, ...numberClips(year, order)]
  return [
    // 1970-01-01 was a Thursday, ISO day 4.
    ...(weekday ? [`weekday.${((((days + 3) % 7) + 7) % 7) + 1}`] : []),
    day === 1 ? 'n.first' : `n.${day}`,
    `month.${month}`,
    ...numberClips(year, order),
  ]
}

const from1To = (end: number): readonly number[] => Array.from({ length: end }, (_, at) => at + 1)
