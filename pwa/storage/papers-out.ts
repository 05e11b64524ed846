// Papers on their way to the server, as a locked device sees them too: what waits, its sealed file, how far it is, what
// the server said. It opens nothing and needs no key.
import type { WaitingBlob } from '../../shared/blob/send-order.ts'
import type { Database, PaperRow } from './database.ts'
import { hashOfPaper } from './paper-id.ts'

export interface PaperToSend extends WaitingBlob {
  readonly hash: string
  readonly begun: boolean
  readonly sent: number
}

export interface RefusedPaper {
  readonly id: string
  readonly dossier: string
}

export type Standing = 'unknown' | 'received' | 'stable' | 'refused'

export interface PapersOut {
  waiting(): Promise<readonly PaperToSend[]>
  refused(): Promise<readonly RefusedPaper[]>
  /** Somebody has seen that those of this dossier were refused: nobody needs them any more. */
  refusalSeen(dossier: string): Promise<void>
  /** Null when it is gone: dropped, or its disk is damaged. */
  file(id: string): Promise<Uint8Array | null>
  begun(id: string): Promise<void>
  sent(id: string, sent: number): Promise<void>
  received(id: string): Promise<void>
  /** It will not be taken: kept, and told. */
  refuse(id: string, why: string): Promise<void>
  /** Its bytes did not arrive as they are; how many times now. It begins again from nothing. */
  spoiled(id: string): Promise<number>
  /** Received ones whose standing was not asked since the server last said `mark`. */
  toAsk(
    mark: string,
    most: number,
  ): Promise<readonly { readonly id: string; readonly dossier: string; readonly hash: string }[]>
  /** `unknown` was received before: the server was restored from an older copy, so it waits again. */
  stands(mark: string, standings: ReadonlyMap<string, Standing>): Promise<void>
}

export const createPapersOut = (database: Database): PapersOut => {
  const { papers, paperFiles } = database
  const change = async (id: string, to: Partial<PaperRow>): Promise<void> => {
    await papers.update(id, to)
  }
  return {
    waiting: async () => (await papers.where('state').equals('waiting').toArray()).map(toSend),
    refused: async () =>
      (await papers.where('state').equals('refused').toArray()).map(({ id, dossier }) => ({ id, dossier })),
    refusalSeen: (dossier) =>
      database.transaction('rw', [papers, paperFiles], async () => {
        const own = papers.where('dossier').equals(dossier)
        const ids = await own.filter(({ state }) => state === 'refused').primaryKeys()
        await papers.bulkDelete(ids)
        await paperFiles.bulkDelete(ids)
      }),
    file: async (id) => (await paperFiles.get(id))?.file ?? null,
    begun: (id) => change(id, { begun: 1 }),
    sent: (id, sent) => change(id, { sent }),
    received: (id) => change(id, { state: 'received' }),
    refuse: (id, why) => change(id, { state: 'refused', why }),
    spoiled: (id) =>
      database.transaction('rw', papers, async () => {
        const spoiled = ((await papers.get(id))?.spoiled ?? 0) + 1
        await papers.update(id, { spoiled, sent: 0 })
        return spoiled
      }),
    toAsk: async (mark, most) => {
      const rows = await papers
        .where('state')
        .equals('received')
        .filter(({ asked }) => asked !== mark)
        .limit(most)
        .toArray()
      return rows.map(({ id, dossier }) => ({ id, dossier, hash: hashOfPaper(id) }))
    },
    stands: async (mark, standings) => {
      await papers
        .where('id')
        .anyOf([...standings.keys()])
        .filter(({ state }) => state === 'received')
        .modify((row, ref) => {
          ref.value = standsAs(row, standings.get(row.id) ?? 'received', mark)
        })
    },
  }
}

const toSend = ({ id, dossier, bytes, keptAt, begun, sent = 0 }: PaperRow): PaperToSend => ({
  id,
  dossier,
  hash: hashOfPaper(id),
  bytes,
  keptAt,
  begun: begun === 1,
  sent,
})

const standsAs = (row: PaperRow, standing: Standing, mark: string): PaperRow => {
  const { begun: _begun, sent: _sent, ...rest } = row
  switch (standing) {
    case 'unknown':
      return { ...rest, state: 'waiting' }
    case 'refused':
      return { ...row, state: 'refused', why: 'blob-refused' }
    case 'received':
    case 'stable':
      return { ...row, state: standing, asked: mark }
  }
}
