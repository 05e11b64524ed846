// Another kiosk's file, brought to the server by this one: it is opaque here, and its answer too.
import { stickMediaType } from '../../shared/sync/stick-file.ts'

export type Carried =
  | { readonly type: 'carried'; readonly name: string; readonly bytes: Uint8Array }
  | { readonly type: 'foreign' | 'busy' | 'no-link' }

const silenceMs = 120_000

export const carryStick = async (file: Uint8Array): Promise<Carried> => {
  try {
    const response = await fetch('/api/import', {
      method: 'POST',
      headers: { 'content-type': stickMediaType },
      body: new Uint8Array(file),
      signal: AbortSignal.timeout(silenceMs),
    })
    const type = response.headers.get('content-type')?.split(';', 1)[0]
    if (response.status === 200 && type === stickMediaType) {
      const name = /filename="(morchid-[\w-]{1,40}\.mor)"/.exec(response.headers.get('content-disposition') ?? '')?.[1]
      const bytes = new Uint8Array(await response.arrayBuffer())
      return { type: 'carried', name: name ?? 'morchid-reponse.mor', bytes }
    }
    // A page that is not ours came from somebody in between.
    if (type !== 'application/problem+json') return { type: 'no-link' }
    return { type: response.status === 422 || response.status === 413 ? 'foreign' : 'busy' }
  } catch {
    return { type: 'no-link' }
  }
}
