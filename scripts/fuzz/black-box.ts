// The case at work, written to a file before it meets the product: when the process hangs or dies on it, whoever watches
// reads here what it was.
import { closeSync, openSync, readFileSync, readSync, writeSync } from 'node:fs'

export interface Recorded {
  readonly target: string
  /** Number of the case within its target. */
  readonly number: number
  /** How it was made. */
  readonly kind: string
  readonly bytes: Uint8Array
}

export interface BlackBox {
  begin(one: Recorded): void
  /** Between cases: no case can be late now. */
  rest(): void
}

/** Eight bytes that count up, the length of what follows, a line of JSON, the bytes of the case. */
export const openBlackBox = (path: string): BlackBox => {
  const file = openSync(path, 'w')
  let count = 0
  return {
    begin: ({ target, number, kind, bytes }) => {
      const line = Buffer.from(JSON.stringify({ target, number, kind, length: bytes.length }))
      const head = Buffer.alloc(12)
      head.writeDoubleLE(++count)
      head.writeUInt32LE(line.length, 8)
      writeSync(file, Buffer.concat([head, line, bytes]), 0, null, 0)
    },
    rest: () => void writeSync(file, new Uint8Array(8), 0, 8, 0),
  }
}

/** The case that is at work, as a count; 0 for none. */
export const readCount = (path: string): number => {
  try {
    const file = openSync(path, 'r')
    const head = Buffer.alloc(8)
    const read = readSync(file, head)
    closeSync(file)
    return read === 8 ? head.readDoubleLE() : 0
  } catch {
    return 0
  }
}

/** Once the process has ended. */
export const readRecord = (path: string): Recorded | null => {
  try {
    const all = readFileSync(path)
    const length = all.readUInt32LE(8)
    const line: unknown = JSON.parse(all.toString('utf8', 12, 12 + length))
    const { target, number, kind, length: size } = line as Recorded & { length: number }
    return { target, number, kind, bytes: all.subarray(12 + length, 12 + length + size) }
  } catch {
    return null
  }
}
