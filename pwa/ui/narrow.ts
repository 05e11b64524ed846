// Whether the screen is a phone's. For what CSS alone cannot do, as folding a section; layout stays in CSS.
import { useEffect, useState } from 'preact/hooks'

const narrow = '(max-width: 36rem)'

export const useNarrow = (): boolean => {
  const [is, setIs] = useState(() => matchMedia(narrow).matches)
  useEffect(() => {
    const query = matchMedia(narrow)
    const follow = () => setIs(query.matches)
    query.addEventListener('change', follow)
    // It may have been turned since it was drawn.
    follow()
    return () => query.removeEventListener('change', follow)
  }, [])
  return is
}
