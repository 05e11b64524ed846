// The pieces of a title put together by script: a first and a last name stay side by side in their own direction.
// Pure; it changes no letter.

const arabic = /\p{Script=Arabic}/u
const latin = /\p{Script=Latin}/u

/** `عائشة · أيت باها · Aïcha · Aït Baha` → two parts. A piece in both scripts, or in neither, stands alone. */
export const titleParts = (title: string): readonly string[] => {
  const parts: { readonly script: string | null; text: string }[] = []
  for (const piece of title.split(' · ').filter((text) => text !== '')) {
    const script = scriptOf(piece)
    const last = parts.at(-1)
    if (last !== undefined && script !== null && last.script === script) last.text = `${last.text} ${piece}`
    else parts.push({ script, text: piece })
  }
  return parts.map(({ text }) => text)
}

const scriptOf = (piece: string): 'arabic' | 'latin' | null => {
  if (arabic.test(piece)) return latin.test(piece) ? null : 'arabic'
  return latin.test(piece) ? 'latin' : null
}
