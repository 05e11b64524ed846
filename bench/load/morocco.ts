// The country of docs/scale.md: what is assumed of it, and what a sync was measured to cost (README.md, “A log that
// grows”). Measure again on another machine, write the costs here, and `npm run bench:load -- --country` says the rest.
import type { Assumptions, Costs } from './country.ts'
import type { EngineName } from './places.ts'

export const morocco: Assumptions = {
  // HCP: communes. The rest is the plan's and ours.
  communes: 1503,
  points: 4500,
  requestsADay: 200_000,
  workingDays: 250,
  hoursADay: 8,
  busiestHour: 0.2,
  devicesAPoint: 1.5,
  devicesAnOffice: 3,
  officeActs: 4,
  looks: 2,
  pages: 2,
  pageViews: 1.5,
  // What the app makes of a page at most.
  pageKb: 200,
}

/** 2026-11-23, two cores with nothing else to do, 10,000 requests in the log. `actBytes` is a guess, three tenths of a request with an act. */
export const measured: Readonly<Record<EngineName, Costs>> = {
  sqlite: {
    requestMs: 14,
    officeActMs: 12,
    nothingNewMs: 5.5,
    lookMs: 5.4,
    requestBytes: 5900,
    actBytes: 1800,
    nothingNewBytes: 526,
    idleMb: 182,
  },
  postgres: {
    requestMs: 22,
    officeActMs: 18,
    nothingNewMs: 7.1,
    lookMs: 7.6,
    requestBytes: 9300,
    actBytes: 2800,
    nothingNewBytes: 526,
    idleMb: 182,
  },
}
