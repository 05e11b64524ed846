// Which pictures show a direction, and are turned over where text runs from right to left: arrows, roads, sequences of
// days. Hands, clocks, ticks, phones and numbers are never turned over.
import type { PictogramName } from './pictogram-names.ts'

export const mirrored: readonly PictogramName[] = [
  'weekday-monday',
  'weekday-tuesday',
  'weekday-wednesday',
  'weekday-thursday',
  'weekday-friday',
  'weekday-saturday',
  'weekday-sunday',
  'sent',
  'go-on',
  'back',
  'more',
  'turn-screen',
  'give-back',
  'language',
  'tell-clerk',
  'since-always',
]

export const isMirrored = (name: PictogramName): boolean => mirrored.includes(name)
