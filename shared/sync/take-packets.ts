// The packets of one request into the log: each in its chain's order, its entries through the ledger (rules 2, 7, 8).
import type { CheckedPacket, CheckedRequest } from './check-request.ts'
import { openLedger, type Ledger, type LedgerContext } from './ledger.ts'
import type { judgeLink } from './link.ts'
import type { Head, OutboxPacket, PulledEntry } from './ports.ts'
import type { Incarnation, ServerTx } from './server-ports.ts'
import type { RefusedPacket } from './wire-answer.ts'

export interface Taken {
  readonly incarnations: readonly string[]
  /** Whose packets are in the log, and how many of their entries were not before. */
  readonly devices: ReadonlyMap<string, number>
  /** `incarnation|n` of packets that are in the log, now or since before. */
  readonly packets: ReadonlySet<string>
  readonly refused: readonly RefusedPacket[]
  /** Entries that a witness brought back. */
  readonly witnessed: number
}

export const takePackets = async (
  tx: ServerTx,
  { request, packets, refused, witnessed }: CheckedRequest,
  link: typeof judgeLink,
  context: LedgerContext,
): Promise<Taken> => {
  const ahead = [
    ...packets.flatMap((one) => (one.content?.type === 'unreadable' ? [asWhole(one)] : entriesOf(one))),
    ...witnessed,
  ]
  const ledger = await openLedger(tx, context, ahead)
  const chains = openChains(tx, context.now)
  const taken = new Set<string>()
  const devices = new Map<string, number>()
  const refusals = [...refused]
  for (const packet of packets) {
    const { header, hash } = packet
    const by = await chains.of(packet)
    const accepted = header.n <= (by?.n ?? 0) ? await chains.hashAt(header.incarnation, header.n) : null
    const place = link(by ?? { incarnation: header.incarnation, n: 0, hash: '' }, header, hash, accepted)
    const genuine = by !== null && packet.content !== null
    if (place === 'same') {
      taken.add(`${header.incarnation}|${header.n}`)
      devices.set(header.device, devices.get(header.device) ?? 0)
      if (request.again && genuine) await takeContent(ledger, packet, by)
    } else if (place === 'next' && genuine) {
      chains.add(by, packet)
      await takeContent(ledger, packet, by)
      taken.add(`${header.incarnation}|${header.n}`)
      devices.set(header.device, (devices.get(header.device) ?? 0) + header.count)
    } else
      refusals.push({ incarnation: header.incarnation, n: header.n, reason: place === 'forked' ? 'forked' : 'gap' })
  }
  for (const entry of witnessed) await ledger.takeWitnessed(entry)
  await chains.save()
  const written = await ledger.close()
  const headers = [...packets.map((one) => one.header), ...refused]
  return {
    incarnations: headers.map((one) => one.incarnation),
    devices,
    packets: taken,
    refused: refusals,
    witnessed: written.witnessed,
  }
}

export const entriesOf = ({ content }: CheckedPacket): readonly PulledEntry[] =>
  content?.type === 'entries' ? content.entries : []

const asWhole = ({ hash, header, body }: CheckedPacket): PulledEntry => ({
  id: hash,
  dossier: header.incarnation,
  kind: 'draft',
  bytes: body,
})

const takeContent = async (ledger: Ledger, packet: CheckedPacket, by: Incarnation): Promise<void> => {
  const { content, header } = packet
  const origin = { incarnation: header.incarnation, n: header.n }
  if (content?.type !== 'entries') {
    // Signed by the device and yet it does not open: kept whole, for the day its key is found.
    ledger.hold(asWhole(packet), origin, 'unreadable')
    return
  }
  for (const entry of content.entries) {
    if (by.withdrawn) ledger.hold(entry, origin, 'revoked')
    else await ledger.take(entry, by, origin)
  }
}

/** The chains of one request as they grow; written once, last. */
const openChains = (tx: ServerTx, now: string) => {
  const open = new Map<string, Incarnation | null>()
  const grown = new Map<string, Head>()
  const added: OutboxPacket[] = []
  return {
    of: async ({ header, session }: CheckedPacket): Promise<Incarnation | null> => {
      const seen = open.get(header.incarnation)
      if (seen) return seen
      const known = await tx.incarnation(header.incarnation)
      const by = known ?? (session && { ...session, n: 0, hash: '', firstSeen: now })
      open.set(header.incarnation, by)
      return by
    },
    hashAt: async (incarnation: string, n: number): Promise<string | null> =>
      added.find((one) => one.incarnation === incarnation && one.n === n)?.hash ??
      (await tx.packetHash(incarnation, n)),
    add: (by: Incarnation, { header, hash, bytes }: CheckedPacket): void => {
      const { incarnation, n } = header
      open.set(incarnation, { ...by, n, hash })
      grown.set(incarnation, { incarnation, n, hash })
      added.push({ incarnation, n, hash, bytes })
    },
    save: async (): Promise<void> => {
      for (const incarnation of grown.keys()) {
        const by = open.get(incarnation)
        if (by) await tx.saveIncarnation(by)
      }
      if (added.length > 0) await tx.savePackets(added)
    },
  }
}
