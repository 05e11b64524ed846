// Every bound of the protocol in one place (rules 8 and 9). Bytes unless said otherwise.

export const limits = {
  /** An entry that comes from outside. */
  entryBytes: 256 * 1024,
  /** An entry a server sends: merged, so it may be larger. */
  pulledBytes: 4 * 1024 * 1024,
  /** A dossier's merged draft. */
  draftBytes: 4 * 1024 * 1024,
  headerBytes: 512,
  certificateBytes: 600,
  beaconBytes: 200,
  /** What a device calls the app it runs. */
  versionBytes: 40,
  /** A packet on the wire, sealed. */
  packetBytes: 512 * 1024,
  /** A packet's body once opened. */
  bodyBytes: 1024 * 1024,
  /** Entries of a packet. */
  packetEntries: 1000,
  /** A request and its packets. */
  requestBytes: 1024 * 1024,
  requestPackets: 200,
  /** Chains and cursors named in one message. */
  chains: 256,
  cursors: 64,
  held: 2000,
  /** Held entries that a dossier's readers are told of, and how big one may be to be told whole. */
  heldTold: 20,
  heldToldBytes: 2048,
  /** Entries of one answer. */
  answerEntries: 20_000,
  answerBytes: 16 * 1024 * 1024,
  /** Bytes of entries in a page, before they are packed: what a device asks for first, least and most. */
  pageStart: 2 * 1024 * 1024,
  pageLeast: 64 * 1024,
  pageMost: 4 * 1024 * 1024,
  /** Milliseconds: a device that takes longer to keep a page asks for half of it next time. */
  pageMs: 1_000,
  /** Entries that one receipt of the server proves. */
  pageIds: 256,
  /** Pages of others' entries offered in one request. */
  witnessPages: 200,
  /** Raw bytes after which the client starts a new packet: small enough to cross EDGE between two cuts. */
  cutBytes: 384 * 1024,
  batchStart: 32 * 1024,
  batchLeast: 4 * 1024,
  batchMost: 256 * 1024,
  /** Serials left on the device under which it asks for more. */
  referencesLow: 20,
} as const
