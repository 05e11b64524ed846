// A made picture as an address an <img> can show, taken back when it is no longer shown.
import { useEffect, useMemo } from 'preact/hooks'
import type { MadePicture } from '../../papers/made-page.ts'

export const usePicture = ({ bytes, mediaType }: MadePicture): string => {
  const url = useMemo(() => URL.createObjectURL(new Blob([bytes], { type: mediaType })), [bytes, mediaType])
  useEffect(() => () => URL.revokeObjectURL(url), [url])
  return url
}
