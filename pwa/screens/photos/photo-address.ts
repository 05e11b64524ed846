// A photograph as the browser shows one: an address that lives as long as what shows it, and no longer. Nothing of it is
// ever in a link or a title.
import { useEffect, useState } from 'preact/hooks'
import type { Result } from '../../../shared/text/result.ts'
import { link } from '../../models/link.ts'
import { fetchPaper, openPaper, papersChanged } from '../../models/papers-kept.ts'
import type { PaperProblem } from '../../models/papers-kept.ts'

/** `absent`: not on this device, and nobody asked for it. `to-come`: not at the server either. */
export type PhotoState =
  | { readonly is: 'opening' }
  | { readonly is: 'shown'; readonly address: string; readonly bytes: Uint8Array }
  | { readonly is: 'absent' | PaperProblem['type'] }

interface PhotoWanted {
  readonly dossier: string
  readonly hash: string
  /** `here`: only what this device has. `thumb`: a small one, before all others. */
  readonly from: 'here' | 'thumb' | 'anywhere'
}

const opening: PhotoState = { is: 'opening' }

export const usePhoto = ({ dossier, hash, from }: PhotoWanted): PhotoState => {
  const [state, setState] = useState<PhotoState>(opening)
  // What came since, here or with the last exchange, is shown by itself; what is shown is not read again.
  const news = state.is === 'shown' ? null : `${papersChanged.value} ${link.value.lastSync}`
  useEffect(() => {
    let gone = false
    const look = async () => {
      const found = await find({ dossier, hash, from })
      if (gone) return
      if (!found.ok) setState({ is: found.error.type })
      else setState((before) => (before.is === 'shown' ? before : { is: 'shown', ...addressOf(found.value) }))
    }
    void look()
    return () => {
      gone = true
    }
  }, [dossier, hash, from, news])
  const address = state.is === 'shown' ? state.address : null
  useEffect(() => () => void (address !== null && URL.revokeObjectURL(address)), [address])
  return state
}

type Found = Result<Uint8Array, { readonly type: 'absent' | PaperProblem['type'] }>

const find = async ({ dossier, hash, from }: PhotoWanted): Promise<Found> => {
  const here = await openPaper(dossier, hash)
  if (here) return { ok: true, value: here }
  if (from === 'here') return { ok: false, error: { type: 'absent' } }
  return fetchPaper(dossier, hash, { thumb: from === 'thumb' })
}

/** Without a type: the browser looks at the bytes, and only an image is ever drawn from it. */
const addressOf = (bytes: Uint8Array): { readonly address: string; readonly bytes: Uint8Array } => ({
  address: URL.createObjectURL(new Blob([new Uint8Array(bytes)])),
  bytes,
})
