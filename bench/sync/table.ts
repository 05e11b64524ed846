// Results as Markdown, each with its ratio to the floor of the same run: machines differ, ratios less. Pure.
import type { Crowd, LinkWork, Plan, Profile, Timing } from './works.ts'

export interface Row {
  readonly name: string
  readonly title: string
  readonly timings: { readonly profile: Profile; readonly work: LinkWork; readonly timing: Timing }[]
  crowd: Crowd | null
  failed: string | null
}

type Size = Pick<Plan, 'dossiers' | 'capS' | 'devices' | 'each'>

const titles: Record<LinkWork, string> = {
  push: 'first push',
  pull: 'first pull',
  return: 'return after 20 + 20 edits',
  nothing: 'nothing new',
  cuts: 'first push, cut every 5–20 s',
}

const about: Record<Profile, string> = {
  '2g': 'round trip 600 ms, 120 kbit/s down, 60 up',
  '3g': 'round trip 400 ms, 400 kbit/s both ways',
}

export const linkTable = (profile: Profile, size: Size, works: readonly string[], rows: readonly Row[]): string => {
  const columns = (Object.keys(titles) as LinkWork[]).filter(
    (work) => works.includes(work) && (work !== 'cuts' || profile === '2g'),
  )
  const find = (row: Row | undefined, work: LinkWork): Timing | null =>
    row?.timings.find((one) => one.profile === profile && one.work === work)?.timing ?? null
  const floor = (work: LinkWork): Timing | null =>
    // The floor in one POST seldom gets through between two cuts.
    find(
      rows.find(({ name }) => name === (work === 'cuts' ? 'floor-50' : 'floor')),
      work,
    )
  const head = [
    '',
    ...columns.map((work) => `${titles[work]}: s / KB / requests`),
    ...(columns.includes('return') ? ['contested facts lost of 30'] : []),
    ...(columns.includes('push') ? ['dossiers lost by kill -9'] : []),
  ]
  const body = rows.map((row) => [
    row.title,
    ...columns.map((work) => cell(find(row, work), floor(work), size)),
    ...(columns.includes('return') ? [lossCell(find(row, 'return'))] : []),
    ...(columns.includes('push') ? [find(row, 'push')?.lostByKill ?? '–'] : []),
  ])
  return `\n### ${profile.toUpperCase()}: ${about[profile]}; ${size.dossiers} dossiers\n\n${markdown(head, body)}`
}

export const crowdTable = ({ devices, each }: Size, rows: readonly Row[]): string => {
  const floor = rows.find(({ name }) => name === 'floor')?.crowd ?? null
  const head = [
    '',
    'durable dossiers / s',
    'server CPU ms / dossier',
    'server peak RSS MB',
    'bytes on disk / dossier',
    'dossiers lost by kill -9',
  ]
  const body = rows.map(({ title, crowd }) =>
    crowd
      ? [
          title,
          `${crowd.perSecond.toFixed(0)}${times(crowd.perSecond, floor?.perSecond)}`,
          `${crowd.serverMsEach.toFixed(2)}${times(crowd.serverMsEach, floor?.serverMsEach)}`,
          crowd.peakRssMb.toFixed(0),
          `${crowd.diskBytesEach.toFixed(0)}${times(crowd.diskBytesEach, floor?.diskBytesEach)}`,
          crowd.lostByKill,
        ]
      : [title, '–', '–', '–', '–', '–'],
  )
  return `\n### ${devices} devices × ${each} dossiers at once, no link\n\n${markdown(head, body)}`
}

const kb = ({ upKb, downKb }: Timing): number => upKb + downKb
const short = (value: number): string => (value < 10 ? value.toFixed(1) : value.toFixed(0))
const times = (value: number, floor: number | undefined): string =>
  floor === undefined || floor === 0 || value === floor ? '' : ` (×${(value / floor).toFixed(2)})`

const cell = (timing: Timing | null, floor: Timing | null, { dossiers, capS }: Size): string => {
  if (!timing) return '–'
  if (!timing.ended) {
    const arrived = timing.arrived === null ? '' : `, ${timing.arrived} of ${dossiers} arrived`
    return `> ${capS} s${arrived} / ${short(kb(timing))} / ${timing.requests}`
  }
  const whole = floor?.ended === true ? floor : undefined
  const seconds = `${short(timing.seconds)}${times(timing.seconds, whole?.seconds)}`
  return `${seconds} / ${short(kb(timing))}${times(kb(timing), whole && kb(whole))} / ${timing.requests}`
}

const lossCell = (timing: Timing | null): string => {
  if (!timing?.facts) return '–'
  const { lost, hidden } = timing.facts
  return hidden > 0 ? `${lost} + ${hidden} hidden` : String(lost)
}

const markdown = (head: readonly string[], body: readonly (readonly (string | number)[])[]): string =>
  [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
