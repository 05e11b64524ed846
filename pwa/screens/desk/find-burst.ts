// A scanner that plugs in as a keyboard types a whole code in an instant and ends with Enter. Told apart from fingers by
// its speed, so that it works wherever the focus is. Pure: keys and times come in, a code comes out.
export interface Burst {
  /** One key, and when it came, in milliseconds. The whole code when this Enter ends one, else null. */
  key(name: string, at: number): string | null
}

/** No hand types so fast for so long. */
const mostBetween = 60
const fewest = 8

export const createBurst = (): Burst => {
  let typed = ''
  let last = -Infinity
  return {
    key: (name, at) => {
      const isQuick = at - last <= mostBetween
      last = at
      if (!isQuick) typed = ''
      if (name === 'Enter') {
        const code = typed.length >= fewest ? typed : null
        typed = ''
        return code
      }
      // Shift and its like come between the characters.
      if ([...name].length === 1) typed += name
      return null
    },
  }
}
