import { expect, test } from 'vitest'
import { createPaperTicket } from './papers-ticket.ts'

test('a ticket is asked for when it is needed, used while it is good, and asked for again after', async () => {
  let now = 0
  let rounds = 0
  let isOnline = true
  const ticket = createPaperTicket(
    async () => {
      rounds++
      expect(ticket.wanted()).toBe(true)
      ticket.heard({ boardTicket: isOnline ? `ticket ${rounds}` : null })
    },
    () => now,
  )
  expect(ticket.wanted()).toBe(false)
  expect([await ticket.get(), await ticket.get(), rounds]).toEqual(['ticket 1', 'ticket 1', 1])
  expect(ticket.wanted()).toBe(false)
  now = 26 * 60_000
  expect(await ticket.get()).toBe('ticket 2')
  ticket.forget()
  isOnline = false
  expect(await ticket.get()).toBeNull()
})
