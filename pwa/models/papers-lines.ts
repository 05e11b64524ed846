// What waits to be sent, as the page that tells it shows it: a line for each paper, and all of them together; then those
// that the server refused.
import type { RefusedPaper } from '../storage/papers-out.ts'
import { hashOfPaper } from '../storage/paper-id.ts'
import type { Sending } from '../sync/blob-sender.ts'
import type { PaperLine, PapersSending } from './papers-kept.ts'

export const sendingOf = (
  { waiting, now }: Sending,
  refused: readonly RefusedPaper[],
  paused: PapersSending['paused'],
): PapersSending => {
  const lines = waiting.map(({ id, dossier, hash, bytes, sent }): PaperLine => {
    const isNow = now?.id === id
    return { dossier, hash, bytes, sent: Math.min(bytes, isNow ? now.sent : sent), why: isNow ? 'sending' : 'soon' }
  })
  const current = now && waiting.find(({ id }) => id === now.id)
  return {
    papers: waiting.length,
    bytes: waiting.reduce((sum, { bytes }) => sum + bytes, 0),
    sent: lines.reduce((sum, { sent }) => sum + sent, 0),
    now: current
      ? { dossier: current.dossier, hash: hashOfPaper(current.id), sent: now.sent, bytes: current.bytes }
      : null,
    lines,
    refused: [...Map.groupBy(refused, ({ dossier }) => dossier)].map(([dossier, own]) => ({
      dossier,
      papers: own.length,
    })),
    paused,
  }
}
