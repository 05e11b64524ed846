// What passes between the helper's window and the person's, over a channel of this browser: the card on one side, a tap
// on the other. Never a key, an answer or a dossier's id. What comes in is looked at before it is believed: the other
// window may be of another version.
import type { Card, Tap } from './card.ts'
import { isPractising } from './practice-flag.ts'
import type { Helper } from './turn-helper.ts'
import type { SaidNow } from './turn-voice.ts'

/** An exercise speaks to a window of its own, never to the one of a real desk. */
export const channelName = isPractising ? 'morchid-practice-citizen' : 'morchid-citizen'
/** Held by each window while it lives: the other one waits for it, and so learns that it has gone. */
export const deskLock = `${channelName}-desk`
export const windowLock = `${channelName}-window`

/** What the person sees. */
export interface View {
  readonly card: Card
  readonly helper: Helper
  readonly said: SaidNow
  readonly isMuted: boolean
  readonly failed: boolean
}

export type ToWindow =
  /** Are you there? */
  | { readonly to: 'window'; readonly type: 'who' }
  /** Null: nothing is asked, and nothing stays on the screen. */
  | { readonly to: 'window'; readonly type: 'show'; readonly view: View | null }

/** What the person did there. */
export type Asked =
  | { readonly type: 'tap'; readonly card: string; readonly tap: Tap }
  | { readonly type: 'ear'; readonly wants: 'play' | 'stop' }
  | { readonly type: 'helper' }

export type ToDesk = { readonly to: 'desk' } & ({ readonly type: 'here' } | Asked)

export const parseToDesk = (value: unknown): ToDesk | null => {
  if (!isRecord(value) || value['to'] !== 'desk') return null
  switch (value['type']) {
    case 'here':
    case 'helper':
      return { to: 'desk', type: value['type'] }
    case 'ear':
      return { to: 'desk', type: 'ear', wants: value['wants'] === 'stop' ? 'stop' : 'play' }
    case 'tap': {
      const { card } = value
      const tap = parseTap(value['tap'])
      return typeof card === 'string' && tap ? { to: 'desk', type: 'tap', card, tap } : null
    }
    default:
      return null
  }
}

export const parseToWindow = (value: unknown): ToWindow | null => {
  if (!isRecord(value) || value['to'] !== 'window') return null
  if (value['type'] === 'who') return { to: 'window', type: 'who' }
  if (value['type'] !== 'show') return null
  const { view } = value
  if (view === null) return { to: 'window', type: 'show', view: null }
  return isView(view) ? { to: 'window', type: 'show', view } : null
}

const plainTaps = ['yes', 'no', 'went-on', 'not-known', 'tell-clerk', 'back', 'next-page'] as const

const parseTap = (value: unknown): Tap | null => {
  if (!isRecord(value)) return null
  if (value['type'] === 'chose')
    return typeof value['value'] === 'string' ? { type: 'chose', value: value['value'] } : null
  const type = plainTaps.find((one) => one === value['type'])
  return type === undefined ? null : { type }
}

/** As far as drawing it needs: a card of another version may lack what is optional. */
const isView = (value: unknown): value is View =>
  isRecord(value) &&
  isRecord(value['helper']) &&
  typeof value['helper']['initial'] === 'string' &&
  typeof value['helper']['colour'] === 'number' &&
  (value['said'] === null || isRecord(value['said'])) &&
  isCard(value['card'])

const isCard = (value: unknown): value is Card =>
  isRecord(value) &&
  ['id', 'text', 'detail'].every((name) => typeof value[name] === 'string') &&
  ['ary', 'shi', 'tzm', 'rif', 'fr'].some((one) => one === value['variety']) &&
  ['choose', 'yes-no', 'hear'].some((one) => one === value['kind']) &&
  (value['picture'] === null || typeof value['picture'] === 'string') &&
  (value['figure'] === null || isRecord(value['figure'])) &&
  (value['page'] === null || isRecord(value['page'])) &&
  (value['photo'] === undefined || value['photo'] === null || value['photo'] instanceof Uint8Array) &&
  Array.isArray(value['choices']) &&
  value['choices'].every(
    (one) => isRecord(one) && ['value', 'text', 'picture'].every((name) => typeof one[name] === 'string'),
  )

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
