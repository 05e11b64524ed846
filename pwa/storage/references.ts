// Which number a request is given: serials from blocks that only this device holds. A serial is never given twice,
// whatever the server repeats and whatever crashes: the block moves in the same transaction as the act that names it.
import type { ReferenceBlock } from '../../shared/sync/ports.ts'

export interface HeldBlock extends ReferenceBlock {
  /** Next serial to give; above `to` when the block is used up. */
  readonly next: number
}

/** The next serial of that site, and the blocks once it is given. Null when the device has none left. */
export const takeSerial = (
  blocks: readonly HeldBlock[],
  site: number,
): { readonly serial: number; readonly blocks: readonly HeldBlock[] } | null => {
  const at = blocks.findIndex((block) => block.site === site && block.next <= block.to)
  const block = blocks[at]
  if (!block) return null
  return { serial: block.next, blocks: blocks.with(at, { ...block, next: block.next + 1 }) }
}

/** A block seen before (a lost answer asked for again) is not a new one: its serials may be on paper already. */
export const addBlock = (blocks: readonly HeldBlock[], block: ReferenceBlock | null): readonly HeldBlock[] => {
  if (!block) return blocks
  const known = blocks.some((one) => one.site === block.site && one.from <= block.to && block.from <= one.to)
  if (known) return blocks
  const added = [...blocks, { ...block, next: block.from }]
  return added.filter((one, at) => one.next <= one.to || at >= added.length - remembered)
}

/** Used-up blocks kept to know a repeated answer by; fewer than a site has, since serials come round again. */
const remembered = 10

export const serialsLeft = (blocks: readonly HeldBlock[]): number =>
  blocks.reduce((sum, block) => sum + Math.max(0, block.to - block.next + 1), 0)

/** How many serials may have been given after the copy was last written: a filing takes longer than the copy is late. */
const skipped = 3

/** The blocks of a database and of its copy, after one of them lost something: no serial of either is given again. */
export const afterLoss = (database: readonly HeldBlock[], copy: readonly HeldBlock[]): readonly HeldBlock[] => {
  const same = (one: HeldBlock, other: HeldBlock) => one.site === other.site && one.from === other.from
  const both = [...copy, ...database.filter((one) => !copy.some((other) => same(one, other)))]
  return both.map((block) => {
    const next = Math.max(block.next, database.find((one) => same(one, block))?.next ?? 0)
    return { ...block, next: Math.min(next + skipped, block.to + 1) }
  })
}
