// Where the databases of this browser live. When the browser's own place for them is so damaged that nothing opens in it
// any more, not even to be deleted, the device goes on in another bucket of the same browser, and its mirror is put back
// there. The damaged place is left as it is: somebody may still be able to read it.
const storageKey = 'morchid.home'
const elsewhere = 'morchid-2'

interface Buckets {
  open(name: string, options: { persisted: boolean; durability: 'strict' }): Promise<{ readonly indexedDB: IDBFactory }>
}

const buckets = (): Buckets | null =>
  (navigator as Navigator & { readonly storageBuckets?: Buckets }).storageBuckets ?? null

const openBucket = async (): Promise<IDBFactory | null> => {
  try {
    const bucket = await buckets()?.open(elsewhere, { persisted: true, durability: 'strict' })
    return bucket?.indexedDB ?? null
  } catch {
    return null
  }
}

/** Null for the browser's own place. */
export const databaseHome = async (): Promise<IDBFactory | null> => (hasMoved() ? openBucket() : null)

const hasMoved = (): boolean => {
  try {
    return localStorage.getItem(storageKey) === elsewhere
  } catch {
    return false
  }
}

/** True when the device moved because of this failure: from the next start on its database is elsewhere. */
export const moveHome = async (cause: unknown): Promise<boolean> => {
  const isBroken = cause instanceof Error && (cause.name === 'UnknownError' || /\bUnknownError\b/.test(cause.message))
  if (!isBroken || hasMoved() || !(await openBucket())) return false
  localStorage.setItem(storageKey, elsewhere)
  return true
}
