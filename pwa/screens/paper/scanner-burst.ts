// A scanner that plugs in as a keyboard types a whole code in an instant and ends with Enter. Told apart from fingers by
// its speed, so that it works wherever the focus is. Pure: keys and times come in, a code comes out.
//
// Scanners press the keys of an American keyboard, whatever is set on the desk: where a French one is set, `MR1:` comes
// as `?R&M`. So each key is kept twice, by its character and by its place, and the one that reads as a receipt is taken.

/** The members of a KeyboardEvent that matter here. */
export interface Pressed {
  readonly key: string
  readonly code: string
  readonly shiftKey: boolean
}

export interface Burst {
  /** One key, and when it came, in milliseconds. The whole code when this Enter ends one, else null. */
  press(key: Pressed, at: number): Scanned | null
  /** The last key came too fast for fingers: it is no shortcut. */
  isRunning(): boolean
}

export interface Scanned {
  readonly text: string
  /** It reads as one of a receipt's codes, or as a document's. */
  readonly isReceipt: boolean
}

/** No hand types so fast for so long. */
const mostBetween = 60
const fewest = 8

export const createBurst = (): Burst => {
  let byCharacter = ''
  let byPlace = ''
  let last = -Infinity
  return {
    press: (pressed, at) => {
      const isQuick = at - last <= mostBetween
      last = at
      if (!isQuick) byCharacter = byPlace = ''
      if (pressed.key === 'Enter') {
        const read = [byCharacter, byPlace]
        byCharacter = byPlace = ''
        return scannedOf(read)
      }
      // Shift and its like come between the characters.
      if (/^(?:Shift|Control|Alt|AltGraph|CapsLock|Meta)$/.test(pressed.key)) return null
      byCharacter += pressed.key.length === 1 ? pressed.key : ''
      byPlace += characterAt(pressed)
      return null
    },
    isRunning: () => byCharacter.length > 1,
  }
}

const scannedOf = (read: readonly string[]): Scanned | null => {
  const receipt = read.find((text) => /^(?:m[rd]1:|https?:\/\/)/i.test(text))
  if (receipt !== undefined) return { text: receipt, isReceipt: true }
  const [text = ''] = read
  return text.length >= fewest ? { text, isReceipt: false } : null
}

/** What an American keyboard writes there; only what our codes hold. */
const places: Readonly<Record<string, readonly [plain: string, shifted: string]>> = {
  Digit4: ['4', '$'],
  Digit5: ['5', '%'],
  Digit8: ['8', '*'],
  Equal: ['=', '+'],
  Minus: ['-', '_'],
  Period: ['.', '>'],
  Slash: ['/', '?'],
  Semicolon: [';', ':'],
  Space: [' ', ' '],
}

const characterAt = ({ code, shiftKey }: Pressed): string => {
  const [, letter] = /^Key([A-Z])$/.exec(code) ?? []
  if (letter !== undefined) return shiftKey ? letter : letter.toLowerCase()
  const [plain, shifted] = places[code] ?? [/^(?:Digit|Numpad)(\d)$/.exec(code)?.[1] ?? '', '']
  return shiftKey ? shifted : plain
}
