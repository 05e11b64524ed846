// Who wrote what a transaction takes in, as the rules ask for it: each sitting's person is read once.
import type { EntryAuthor } from './judge.ts'
import type { Incarnation, ServerTx } from './server-ports.ts'

export const openAuthors = (tx: ServerTx): ((by: Incarnation) => Promise<EntryAuthor>) => {
  const authors = new Map<string, EntryAuthor>()
  return async ({ device, incarnation, agent }) => {
    const seen = authors.get(incarnation)
    if (seen) return seen
    const person = await tx.agentOf(agent)
    const { units, agents: working } = await tx.people()
    // Who has left since is in no directory any more, and what they wrote before is judged as theirs.
    const left = person && !working.some(({ id }) => id === agent) ? [person] : []
    const author = {
      device,
      incarnation,
      agent,
      unit: person?.unit ?? null,
      directory: { units, agents: left.length === 0 ? working : [...working, ...left] },
    }
    authors.set(incarnation, author)
    return author
  }
}
