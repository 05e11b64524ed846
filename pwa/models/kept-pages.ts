// Pages of papers, one after the other: kept on this device first, named after, so that none is shown that a killed tab would
// lose. Taken again or removed, what names a page lets go of it before its bytes go.
import { mostPages, paperTypes, type Paper } from '../../shared/dossier/paper.ts'
import type { Result } from '../../shared/text/result.ts'

/** A page as it was just made, with its small picture. */
export interface TakenPage {
  readonly bytes: Uint8Array
  readonly mediaType: string
  readonly thumb?: { readonly bytes: Uint8Array }
}

/** Where pages are kept on this device. */
export interface PaperKeeper {
  /** Durable when ok. */
  keep(
    dossier: string,
    page: TakenPage,
  ): Promise<Result<{ readonly hash: string; readonly size: number; readonly thumb: string | null }, unknown>>
  drop(dossier: string, hashes: readonly string[]): Promise<void>
}

export interface KeptPages {
  /** Durable and named when true. `instead`: the page it takes the place of. */
  add(piece: string, page: TakenPage, instead?: string | null): Promise<boolean>
  remove(hash: string): Promise<void>
}

interface Parts {
  readonly dossier: string
  readonly papers: PaperKeeper
  named(): readonly Paper[]
  /** In one transaction; resolves when durable. */
  name(gone: readonly Paper[], come: readonly Paper[]): Promise<void>
}

export const createKeptPages = ({ dossier, papers, named, name }: Parts): KeptPages => ({
  add: async (piece, page, instead = null) => {
    const mediaType = paperTypes.find((type) => type === page.mediaType)
    const others = named().filter((one) => one.piece === piece)
    const old = others.find(({ hash }) => hash === instead)
    const number = old?.page ?? Math.max(0, ...others.map((one) => one.page)) + 1
    if (mediaType === undefined || number > mostPages) return false
    const kept = await papers.keep(dossier, page)
    if (!kept.ok) return false
    const { hash, size, thumb } = kept.value
    const gone = old !== undefined && old.hash !== hash ? [old] : []
    await name(gone, [{ hash, piece, page: number, mediaType, size, ...(thumb === null ? {} : { thumb }) }])
    await papers.drop(dossier, gone.flatMap(blobsOfPage))
    return true
  },
  remove: async (hash) => {
    const gone = named().filter((one) => one.hash === hash)
    if (gone.length === 0) return
    await name(gone, [])
    await papers.drop(dossier, gone.flatMap(blobsOfPage))
  },
})

const blobsOfPage = ({ hash, thumb }: Paper): readonly string[] => (thumb === undefined ? [hash] : [hash, thumb])
