// The digit of a key press, whatever the keyboard: the upper row of a French one types & é " and not 1 2 3, an Arabic
// one may type ١ ٢ ٣.
const arabicIndic = '٠١٢٣٤٥٦٧٨٩'

export const digitOf = ({
  key,
  code,
  ctrlKey,
  altKey,
  metaKey,
}: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'metaKey'>): string | null => {
  if (ctrlKey || altKey || metaKey) return null
  if (/^[0-9]$/.test(key)) return key
  const place = key.length === 1 ? arabicIndic.indexOf(key) : -1
  if (place >= 0) return String(place)
  return /^Digit([0-9])$/.exec(code)?.[1] ?? null
}
