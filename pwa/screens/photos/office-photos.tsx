// The photographs of one paper at the office: small pictures first, a page fetched when it is opened. Saving one out of the
// app is an act, with its reason.
import type { Paper } from '../../../shared/dossier/paper.ts'
import './photos.css'
import { TakeOut } from './take-out.tsx'
import { Thumb } from './thumb.tsx'
import { Viewer } from './viewer.tsx'

export interface OfficePhotosProps {
  readonly dossier: string
  /** Pages of one paper. */
  readonly pages: readonly Paper[]
  readonly paper: string
  /** The page that is open, of any paper: kept outside, since a turned tablet draws its parts anew. */
  readonly open: Paper | null
  readonly onOpen: (page: Paper | null) => void
  /** Writes the act and, once it is on the disk, resolves with null; else why it was refused. Null: not mine to do. */
  readonly takeOut: ((hash: string, reason: string) => Promise<string | null>) | null
}

export function OfficePhotos({ dossier, pages, paper, open, onOpen, takeOut }: OfficePhotosProps) {
  return (
    <>
      <ul class="photo-strip">
        {pages.map((page, at) => (
          <Thumb
            key={page.hash}
            dossier={dossier}
            page={page}
            nth={at + 1}
            paper={paper}
            from="thumb"
            onOpen={() => onOpen(page)}
          />
        ))}
      </ul>
      {open === null || open.piece !== pages[0]?.piece ? null : (
        <Viewer
          dossier={dossier}
          paper={paper}
          pages={pages}
          open={open.hash}
          from="anywhere"
          onPage={(hash) => onOpen(pages.find((page) => page.hash === hash) ?? null)}
          onClose={() => onOpen(null)}
          actions={(page, bytes) =>
            takeOut === null || bytes === null ? null : (
              <TakeOut key={page.hash} page={page} bytes={bytes} write={(reason) => takeOut(page.hash, reason)} />
            )
          }
        />
      )}
    </>
  )
}
