// A photographed paper in the read-back, on the person's side: page by page, large, "can all of it be read?". One no is
// enough: the paper is taken again. It opens the page that is shown and holds no other.
import { signal } from '@preact/signals'
import type { Paper } from '../../../shared/dossier/paper.ts'
import type { Card, Tap } from '../card.ts'
import type { Request } from '../request-shape.ts'
import { appCard } from './card-parts.ts'
import type { Hearer } from './card-parts.ts'

export interface PaperClearParts {
  readonly request: Pick<Request, 'id' | 'pack' | 'papers'>
  hearer(): Hearer
  /** A page as it lies on this device; null when it is not there. */
  openPage(dossier: string, hash: string): Promise<Uint8Array | null>
}

interface PaperClear {
  /** Reads signals; null when every paper was said to be clear. */
  card(): Card | null
  /** Whether the person goes on: false once a paper is to be taken again. */
  take(tap: Tap): Promise<boolean>
}

export const paperClear = ({ request, hearer, openPage }: PaperClearParts): PaperClear => {
  const opened = signal<{ readonly hash: string; readonly bytes: Uint8Array | null } | null>(null)
  /** Of the paper that is asked about. */
  const seen = signal<ReadonlySet<string>>(new Set())
  let asked = ''

  const pageNow = (): Paper | null => {
    const { pages } = request.papers.toConfirm.value ?? { pages: [] }
    return pages.find(({ hash }) => !seen.value.has(hash)) ?? pages.at(-1) ?? null
  }
  const open = async (hash: string): Promise<void> => {
    asked = hash
    const bytes = await openPage(request.id, hash).catch(() => null)
    if (asked === hash) opened.value = { hash, bytes }
  }

  return {
    card: () => {
      const page = pageNow()
      if (page === null) return null
      if (asked !== page.hash) void open(page.hash)
      const here = opened.value
      const item = request.pack.service.hasInputType.find(({ id }) => id === page.piece)
      return appCard(hearer(), 'app.paper-clear', 'yes-no', item?.pictogram ?? 'photo', {
        id: `paper:${page.piece}:${page.page}`,
        photo: here?.hash === page.hash ? here.bytes : null,
      })
    },
    take: async (tap) => {
      const row = request.papers.toConfirm.peek()
      const page = pageNow()
      if (row === null || page === null) return true
      if (tap.type === 'no') {
        request.papers.sayUnclear(row.piece)
        return false
      }
      if (tap.type !== 'yes') return true
      seen.value = new Set([...seen.peek(), page.hash])
      if (row.pages.every(({ hash }) => seen.peek().has(hash))) await request.papers.sayClear(row.piece)
      return true
    },
  }
}
