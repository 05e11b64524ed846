// A page of the person's own paper, as large as the card lets it be. It lives as long as its card, and no longer.
import { useEffect, useState } from 'preact/hooks'
import './own-paper.css'

export function OwnPaper({ bytes }: { readonly bytes: Uint8Array }) {
  const [address, setAddress] = useState<string | null>(null)
  useEffect(() => {
    // Without a type: the browser looks at the bytes, and only an image is drawn.
    const made = URL.createObjectURL(new Blob([new Uint8Array(bytes)]))
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [bytes])
  return <span class="citizen__paper">{address === null ? null : <img src={address} alt="" draggable={false} />}</span>
}
