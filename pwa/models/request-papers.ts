// The photographs of a request: named by its draft, and shown to the person in the read-back, paper by paper. One whose pages
// changed is shown again.
import { computed } from '@preact/signals'
import type { Signal } from '@preact/signals'
import type { Paper } from '../../shared/dossier/paper.ts'
import { createKeptPages } from './kept-pages.ts'
import type { PaperKeeper } from './kept-pages.ts'
import type { Facts, LiveDossier } from './live-dossier.ts'
import type { PaperRow, RequestPapers } from './request-shape.ts'
import { isReadRight } from './visit-log.ts'
import type { RightRows } from './visit-log.ts'

interface Parts {
  readonly live: Pick<LiveDossier, 'id' | 'attached' | 'attach'>
  readonly papers: PaperKeeper
  readonly right: Signal<RightRows>
  durably(work: () => Promise<void>): Promise<void>
  facts(): Facts
  keepPlace(): Promise<void>
  /** Counted, and back to that paper alone. */
  unclear(piece: string): void
}

export const rowsOfPapers = (attached: readonly Paper[]): readonly PaperRow[] =>
  [...Map.groupBy(attached, ({ piece }) => piece)].map(([piece, pages]) => ({
    piece,
    key: `paper:${piece}`,
    value: pages.map(({ hash }) => hash),
    pages,
  }))

export const createRequestPapers = (parts: Parts): RequestPapers => {
  const { live, right, durably, facts } = parts
  const rows = computed(() => rowsOfPapers(live.attached.value))
  return {
    ...createKeptPages({
      dossier: live.id,
      papers: parts.papers,
      named: () => live.attached.peek(),
      name: (gone, come) =>
        durably(() =>
          live.attach(
            new Map([
              ...gone.map(({ hash }) => [hash, null] as const),
              ...come.map(({ hash, piece, ...rest }) => [hash, { field: piece, ...rest }] as const),
            ]),
            facts(),
          ),
        ),
    }),
    rows,
    toConfirm: computed(() => rows.value.find((row) => !isReadRight(right.value, row)) ?? null),
    sayClear: (piece) => {
      const row = rows.peek().find((one) => one.piece === piece)
      if (row) right.value = { ...right.peek(), [row.key]: JSON.stringify(row.value) }
      return parts.keepPlace()
    },
    sayUnclear: (piece) => {
      const { [`paper:${piece}`]: _said, ...others } = right.peek()
      right.value = others
      parts.unclear(piece)
    },
  }
}
