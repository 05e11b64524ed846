// From what one sync costs to a country, on paper (docs/scale.md). Pure arithmetic: assumptions and measured costs in,
// a day, its busiest hour and a year out.

/** What nobody has measured yet. */
export interface Assumptions {
  readonly communes: number
  readonly points: number
  readonly requestsADay: number
  readonly workingDays: number
  readonly hoursADay: number
  /** Of a day, in its busiest hour. */
  readonly busiestHour: number
  readonly devicesAPoint: number
  readonly devicesAnOffice: number
  /** Acts of an office for each request: taken up, decided, ready, handed over. */
  readonly officeActs: number
  /** Times a citizen looks at the state of a request. */
  readonly looks: number
  /** Pages photographed for a request, and how many times each is then opened. */
  readonly pages: number
  readonly pageViews: number
  readonly pageKb: number
}

/** Of one engine, from the tables of bench/README.md; milliseconds of a processor, the database's included. */
export interface Costs {
  readonly requestMs: number
  readonly officeActMs: number
  readonly nothingNewMs: number
  readonly lookMs: number
  /** On the database's disk, of a request with one act of the office, and of each act more. */
  readonly requestBytes: number
  readonly actBytes: number
  /** On the wire, heads of HTTP included, of a sync that finds nothing new: both ways. */
  readonly nothingNewBytes: number
  /** Of a server's processes before anybody came. */
  readonly idleMb: number
}

export interface Country {
  readonly requestsAnHour: number
  readonly devices: number
  /** Syncs of a day, by what they do. */
  readonly bring: number
  readonly officeWrites: number
  readonly newsRead: number
  readonly idleAsks: number
  readonly looks: number
  readonly syncsASecondAtPeak: number
  readonly processorHoursADay: number
  readonly coresAtPeak: number
  /** Of those cores, the part that asks and hears nothing or somebody else's news. */
  readonly waitingShare: number
  readonly databaseGbAYear: number
  readonly pagesTbAYear: number
  readonly upMbitAtPeak: number
  readonly downMbitAtPeak: number
  readonly memoryGbOneProcessEach: number
  readonly ofACommune: {
    readonly requestsADay: number
    readonly databaseMbAYear: number
    readonly pagesGbAYear: number
  }
}

/** A device that nobody touches asks once a minute (pwa/sync/loop.ts). */
const asksAnHour = 60
const GB = 1e9

export const countryOf = (a: Assumptions, c: Costs): Country => {
  const { requestsADay: requests, communes } = a
  const devices = a.points * a.devicesAPoint + communes * a.devicesAnOffice
  const changes = 1 + a.officeActs
  // Everyone of the point and of the office hears of each change, but who made it.
  const newsRead = requests * changes * (a.devicesAPoint + a.devicesAnOffice - 1)
  const [bring, officeWrites] = [requests, requests * a.officeActs]
  // Whoever has just written or read waits a minute from then.
  const idleAsks = Math.max(0, devices * a.hoursADay * asksAnHour - bring - officeWrites - newsRead)
  const looks = requests * a.looks
  const waitingMs = (newsRead + idleAsks) * c.nothingNewMs
  const dayMs = bring * c.requestMs + officeWrites * c.officeActMs + looks * c.lookMs + waitingMs
  const requestBytes = c.requestBytes + (a.officeActs - 1) * c.actBytes
  const pageBytes = requests * a.pages * a.pageKb * 1000
  const quietBytes = (newsRead + idleAsks) * c.nothingNewBytes
  const mbitAtPeak = (bytes: number): number => (bytes * a.busiestHour * 8) / 3600 / 1e6
  const ofACommune = (inAll: number): number => inAll / communes
  return {
    requestsAnHour: requests * a.busiestHour,
    devices,
    bring,
    officeWrites,
    newsRead,
    idleAsks,
    looks,
    syncsASecondAtPeak: ((bring + officeWrites + newsRead + idleAsks) * a.busiestHour) / 3600,
    processorHoursADay: dayMs / 3_600_000,
    coresAtPeak: (dayMs * a.busiestHour) / 3_600_000,
    waitingShare: waitingMs / dayMs,
    databaseGbAYear: (requests * a.workingDays * requestBytes) / GB,
    pagesTbAYear: (pageBytes * a.workingDays) / GB / 1000,
    upMbitAtPeak: mbitAtPeak(pageBytes + quietBytes / 2),
    downMbitAtPeak: mbitAtPeak(pageBytes * a.pageViews + quietBytes / 2),
    memoryGbOneProcessEach: (communes * c.idleMb) / 1000,
    ofACommune: {
      requestsADay: ofACommune(requests),
      databaseMbAYear: ofACommune(requests * a.workingDays * requestBytes) / 1e6,
      pagesGbAYear: ofACommune(pageBytes * a.workingDays) / GB,
    },
  }
}
