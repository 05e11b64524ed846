// The request that was just started, on its way from the procedure's screen to its own. One at most; taken once.
import type { Request } from '../../models/request.ts'

let held: Request | null = null

export const holdRequest = (request: Request): void => {
  held = request
}

/** The held request when it is this one; otherwise null, and nothing stays held. */
export const takeRequest = (id: string): Request | null => {
  const request = held?.id === id ? held : null
  held = null
  return request
}
