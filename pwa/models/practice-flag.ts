// Whether this page is an exercise. Decided when the page is loaded and never changed while it lives, so that no code
// of a real sitting ever runs beside an exercise: going in and coming out are loads of the page. It says nothing of who.
const key = 'morchid.practice'

/** `demo`: on a device of a demonstration, whose packs and bands are those of one. */
export type Practice = 'real' | 'demo'

const read = (): Practice | null => {
  try {
    const kept = typeof sessionStorage === 'undefined' ? null : sessionStorage.getItem(key)
    return kept === 'real' || kept === 'demo' ? kept : null
  } catch {
    return null
  }
}

export const practice: Practice | null = read()
export const isPractising: boolean = practice !== null

/** What the next load of this tab will be. Throws when the browser refuses storage: then there is no exercise. */
export const setPractice = (next: Practice | null): void => {
  if (next === null) sessionStorage.removeItem(key)
  else sessionStorage.setItem(key, next)
}
