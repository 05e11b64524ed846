// Test only: a draft update of the right form, under its own clientID, within every limit of the guard, that keeps Yjs
// busy for long (4,000 letters: 0.3 s; the square of it for more). Its letters all start at the beginning of the note, each before another one, so that finding the
// place of one means walking past most of the others.
import { createEncoder, toUint8Array, writeUint8, writeVarString, writeVarUint } from 'lib0/encoding'
import { draftStructs } from '../../../../shared/sync/guard.ts'

const [string, hasRight] = [4, 64]

export const slowUpdate = (client: number, letters = draftStructs): Uint8Array => {
  const e = createEncoder()
  for (const n of [1, letters, client, 0]) writeVarUint(e, n)
  writeUint8(e, string)
  writeVarUint(e, 1)
  writeVarString(e, 'notes')
  writeVarString(e, 'a')
  const half = Math.floor(letters / 2)
  for (let clock = 1; clock < letters; clock++) {
    // The first half, each before the one written last; then each before one of the oldest.
    const right = clock < half ? clock - 1 : (clock - half) % (half / 2)
    writeUint8(e, string | hasRight)
    writeVarUint(e, client)
    writeVarUint(e, Math.floor(right))
    writeVarString(e, 'a')
  }
  writeVarUint(e, 0)
  return toUint8Array(e)
}
