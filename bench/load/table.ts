// Outcomes as Markdown. Pure.
import type { CommunesCosts } from './communes.ts'
import type { Country } from './country.ts'
import type { Heard } from './crowd.ts'
import { works, type Grown } from './growth.ts'
import { median, percentile, sum } from './percentiles.ts'
import type { EngineName } from './places.ts'
import type { Outcome } from './run.ts'
import type { SchemaCosts } from './schemas.ts'

export const loadTable = (rows: readonly { readonly engine: EngineName; readonly outcome: Outcome }[]): string =>
  markdown(
    [
      '',
      'at work: syncs/s',
      'a point’s sync, p50 / p95 / p99 ms',
      'an office’s sync, p50 / p95 / p99 ms',
      'processor ms a sync',
      'everybody at once: dossiers/s',
      'a sync then, p50 / p95 / p99 ms',
      'processor ms a dossier then',
      'MB: server idle, at most + database',
      'B on disk a dossier',
      'refused: 429, 503, 507',
    ],
    rows.map(({ engine, outcome }) => cells(engine, outcome)),
  )

const cells = (engine: EngineName, outcome: Outcome): readonly string[] => {
  const { plan, points, offices, rush, rushDossiers, rushSeconds, workCpuMs, rushCpuMs, memory } = outcome
  const syncs = points.times.length + offices.times.length
  return [
    `${engine}, ${plan.devices} devices`,
    (syncs / plan.seconds).toFixed(1),
    times(points),
    times(offices),
    (workCpuMs / syncs).toFixed(1),
    Math.round(rushDossiers / rushSeconds).toString(),
    times(rush),
    (rushCpuMs / rushDossiers).toFixed(2),
    `${Math.round(memory.idleMb)}, ${Math.round(memory.serverMb)}${memory.databaseMb > 0 ? ` + ${Math.round(memory.databaseMb)}` : ''}`,
    Math.round(outcome.diskBytesEach).toLocaleString('en'),
    refusals([outcome.hello, points, offices, rush]),
  ]
}

const times = ({ times: all }: Heard): string =>
  [0.5, 0.95, 0.99].map((share) => short(percentile(all, share))).join(' / ')

const short = (ms: number): string =>
  Number.isNaN(ms) ? '–' : ms < 100 ? ms.toFixed(1) : Math.round(ms).toLocaleString('en')

const refusals = (all: readonly Heard[]): string => {
  const statuses = all.flatMap((heard) => heard.refusals)
  return [429, 503, 507].map((status) => sum(statuses.map((one) => Number(one === status)))).join(', ')
}

export const communesTable = (engine: EngineName, all: readonly CommunesCosts[]): string => {
  const row = (name: string, of: (one: CommunesCosts) => string): readonly string[] => [name, ...all.map(of)]
  return markdown(
    [
      engine,
      ...all.map(({ listed, communes }) => (listed ? `one process, ${communes} communes` : 'a process for one')),
    ],
    [
      row('MB when nobody has come', ({ idle }) => idle.mb.toFixed(0)),
      row('… each commune has had a sync', ({ open }) => open.mb.toFixed(0)),
      row('… closed again', ({ closed }) => closed?.mb.toFixed(0) ?? '–'),
      row('connections: nobody, all open, closed again', ({ idle, open, closed }) =>
        [idle, open, closed].map((state) => state?.connections ?? '–').join(', '),
      ),
      row('first sync of a closed commune, ms', ({ openingMs }) => short(openingMs)),
      row(
        'a point brings a request: ms (p50), processor ms',
        ({ bring }) => `${short(bring.ms)}, ${short(bring.cpuMs)}`,
      ),
      row(
        'nothing new: ms (p50), processor ms',
        ({ nothingNew }) => `${short(nothingNew.ms)}, ${short(nothingNew.cpuMs)}`,
      ),
    ],
  )
}

/** Each size beside the smallest. */
export const growthTable = (engine: EngineName, sizes: readonly Grown[]): string =>
  markdown(
    [engine, ...sizes.map(({ size }) => `${size.toLocaleString('en')} requests in the log`)],
    [
      ['on disk', ...sizes.map(({ bytes, size }) => `${short(bytes / 1e6)} MB, ${Math.round(bytes / size)} B each`)],
      [
        'a request more and an act on another, B',
        ...sizes.map((one) => Math.round(one.liveBytesEach).toLocaleString('en')),
      ],
      ...works.map((work) => [
        `${work}: ms (p50), processor ms`,
        ...sizes.map((one) => {
          const [here, first] = [costOf(one, work), costOf(sizes[0] ?? one, work)]
          const times =
            one === sizes[0] ? '' : ` (×${(here.ms / first.ms).toFixed(2)}, ×${(here.cpu / first.cpu).toFixed(2)})`
          return `${short(here.ms)}, ${short(here.cpu)}${times}`
        }),
      ]),
    ],
  )

export const schemaTable = (marks: readonly SchemaCosts[]): string =>
  markdown(
    ['PostgreSQL', ...marks.map(({ schemas }) => `${schemas.toLocaleString('en')} communes`)],
    [
      [
        'tables, indexes',
        ...marks.map(({ tables, indexes }) => [tables, indexes].map((n) => n.toLocaleString('en')).join(', ')),
      ],
      ['to make one more, ms', ...marks.map(({ makeMs }) => short(makeMs))],
      ['the empty database, MB', ...marks.map(({ databaseMb }) => short(databaseMb))],
      ['of it the catalogue, MB', ...marks.map(({ catalogueMb }) => short(catalogueMb))],
      ['connect and read a first row, ms', ...marks.map(({ firstQueryMs }) => short(firstQueryMs))],
      ['a connection that knows one commune, MB', ...marks.map(({ connectionMb }) => short(connectionMb))],
      ['a connection that has seen a hundred, MB', ...marks.map(({ wanderingMb }) => short(wanderingMb))],
      ['pg_dump of one, ms', ...marks.map(({ dumpMs }) => short(dumpMs))],
    ],
  )

export const countryTable = (engines: readonly (readonly [EngineName, Country])[]): string => {
  const row = (what: string, of: (country: Country) => number): readonly string[] => [
    what,
    ...engines.map(([, country]) => rounded(of(country))),
  ]
  return markdown(
    ['', ...engines.map(([engine]) => engine)],
    [
      row('devices', ({ devices }) => devices),
      row('requests in the busiest hour', ({ requestsAnHour }) => requestsAnHour),
      row('syncs a day that bring a request', ({ bring }) => bring),
      row('… an act of an office', ({ officeWrites }) => officeWrites),
      row('… that read what somebody else wrote', ({ newsRead }) => newsRead),
      row('… that find nothing new', ({ idleAsks }) => idleAsks),
      row('looks at the citizen’s page a day', ({ looks }) => looks),
      row('syncs a second in the busiest hour', ({ syncsASecondAtPeak }) => syncsASecondAtPeak),
      row('hours of a processor a day', ({ processorHoursADay }) => processorHoursADay),
      row('cores at work in the busiest hour', ({ coresAtPeak }) => coresAtPeak),
      row('of them, those that ask and wait, %', ({ waitingShare }) => waitingShare * 100),
      row('databases, GB a year', ({ databaseGbAYear }) => databaseGbAYear),
      row('photographed pages, TB a year', ({ pagesTbAYear }) => pagesTbAYear),
      row('up in the busiest hour, Mbit/s', ({ upMbitAtPeak }) => upMbitAtPeak),
      row('down, Mbit/s', ({ downMbitAtPeak }) => downMbitAtPeak),
      row('memory of one idle process for each commune, GB', (country) => country.memoryGbOneProcessEach),
      row('a commune: requests a day', ({ ofACommune }) => ofACommune.requestsADay),
      row('… MB of database a year', ({ ofACommune }) => ofACommune.databaseMbAYear),
      row('… GB of pages a year', ({ ofACommune }) => ofACommune.pagesGbAYear),
    ],
  )
}

const rounded = (value: number): string => (value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString('en'))

const costOf = ({ tallies }: Grown, work: (typeof works)[number]): { ms: number; cpu: number } => {
  const { times, cpuMs } = tallies.get(work) ?? { times: [], cpuMs: 0 }
  return { ms: median(times), cpu: cpuMs / times.length }
}

const markdown = (head: readonly string[], body: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...body].map((row) => `| ${row.join(' | ')} |`).join('\n')
