import { afterEach, describe, expect, test } from 'vitest'
import { linkNow } from './link-now.ts'
import { state } from './state.ts'
import type { Link } from './state.ts'
import type { Summary } from './summary.ts'
import { mediator } from './testing/array-request.ts'

const minute = 60_000
const writer = (beacon: string | null = null) => ({
  me: mediator,
  now: () => '2026-08-20T10:00:00.000Z',
  beacon: () => beacon,
})
const set = (link: Partial<Link>, waits: readonly (string | undefined)[] = []) => {
  state.link.value = {
    online: true,
    state: 'idle',
    lastSync: null,
    more: false,
    unsentBytes: 0,
    problem: null,
    ...link,
  }
  state.summaries.value = waits.map(
    (waitsSince) => (waitsSince === undefined ? {} : { waitsSince }) as Partial<Summary> as Summary,
  )
}
afterEach(() => set({}))

describe('how this device stands with the server', () => {
  test('is online by an exchange of less than five minutes ago, not by what the browser says', () => {
    set({ lastSync: '2026-08-20T09:56:00Z' })
    expect(linkNow(writer()).online).toBe(true)
    set({ lastSync: '2026-08-20T09:54:00Z' })
    expect(linkNow(writer()).online).toBe(false)
    set({})
    expect(linkNow(writer()).online).toBe(false)
    set({ lastSync: '2026-08-20T09:59:00Z', state: 'offline' })
    expect(linkNow(writer()).online).toBe(false)
  })

  test('tells how long ago the server last spoke, and nothing where it never did', () => {
    set({})
    expect(linkNow(writer(`2026-08-20T09:30:00Z.${'A'.repeat(43)}`)).beaconAge).toBe(30 * minute)
    expect(linkNow(writer()).beaconAge).toBeNull()
  })

  test('tells how long the oldest act of any dossier has waited', () => {
    set({}, [undefined, '2026-08-20T09:50:00Z', '2026-08-20T09:10:00Z'])
    expect(linkNow(writer()).oldestUnsent).toBe(50 * minute)
    set({}, [undefined])
    expect(linkNow(writer()).oldestUnsent).toBeNull()
  })
})
