// Taking the pages of one paper: the camera's own screen, and where each page goes once the helper found it readable.
import { useRef } from 'preact/hooks'
import { mostPages, type Paper } from '../../../shared/dossier/paper.ts'
import { lookOf } from '../../../shared/paper-image/look.ts'
import type { EvidenceItem } from '../../../shared/procedure/pack.ts'
import { mayKeepPapers } from '../../models/papers-kept.ts'
import type { TakenPage } from '../../models/kept-pages.ts'
import { lang } from '../../text/language.ts'
import { isPictogramName } from '../../ui/known-pictogram.ts'
import { TakePaper } from '../papers/take-paper.tsx'

export interface TakeProps {
  readonly item: Pick<EvidenceItem, 'name' | 'pictogram' | 'captures'>
  readonly pages: readonly Paper[]
  /** The page that is taken again. */
  readonly instead: Paper | null
  /** Durable when true. */
  readonly keep: (page: TakenPage, instead: string | null) => Promise<boolean>
  /** Null where there is no original to be shown. */
  readonly onSeen: (() => void) | null
  readonly onDone: () => void
}

export function TakeHere({ item, pages, instead, keep, onSeen, onDone }: TakeProps) {
  // The first page takes the place of the old one; any more come behind.
  const old = useRef(instead)
  const from = useRef(instead ? pages.indexOf(instead) + 1 : pages.length + 1)
  const most = useRef(mostPages - pages.length + (instead ? 1 : 0))
  return (
    <TakePaper
      paper={{ name: item.name[lang.value], pictogram: isPictogramName(item.pictogram) ? item.pictogram : 'papers' }}
      look={lookOf(item.captures)}
      pageFrom={from.current}
      mostPages={instead ? 1 : most.current}
      canKeep={mayKeepPapers()}
      keep={async (page) => {
        const isKept = await keep(page, old.current?.hash ?? null)
        if (isKept) old.current = null
        return isKept
      }}
      onDone={onDone}
      onSeen={
        onSeen &&
        (() => {
          onSeen()
          onDone()
        })
      }
      onBack={onDone}
    />
  )
}
