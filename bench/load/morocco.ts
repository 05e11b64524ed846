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

/**
 * 2026-11-22, on two cores that others used too (SQLite with load 3, PostgreSQL with load 14): too much rather than too little. `actBytes` is
 * a guess, three tenths of a request with an act.
 */
export const measured: Readonly<Record<EngineName, Costs>> = {
  sqlite: {
    requestMs: 23,
    officeActMs: 23,
    nothingNewMs: 9.9,
    lookMs: 7.6,
    requestBytes: 5900,
    actBytes: 1800,
    nothingNewBytes: 526,
    idleMb: 150,
  },
  postgres: {
    requestMs: 45,
    officeActMs: 46,
    nothingNewMs: 23,
    lookMs: 9.6,
    requestBytes: 9300,
    actBytes: 2800,
    nothingNewBytes: 526,
    idleMb: 150,
  },
}
