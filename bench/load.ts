// `npm run bench:load`: how many devices one server serves, and what each sync then costs (README.md, “A crowd at work”).
//
//   --engine sqlite,postgres   --devices 50,200,1000
//   --seconds 20   --every 10      people work so long; a device syncs about every so many seconds
//   --each 20   --in-packet 5      then everybody sends so many dossiers at once, so many a packet
//
//   --growth 10000,100000          instead: the same syncs on logs of so many requests, in turn
//   --rounds 6   --times 20        so many rounds, and of each thing so many times a round
//
//   --schemas 1,150,1503           instead: what so many communes cost one PostgreSQL
//   --communes 1,20,150            instead: one process for so many communes, beside a process for one
//   --country                      instead: a country on paper (docs/scale.md)
import process from 'node:process'
import { parseArgs } from 'node:util'
import { runCommunes } from './load/communes.ts'
import { runGrowth } from './load/growth.ts'
import { countryOf } from './load/country.ts'
import { measured, morocco } from './load/morocco.ts'
import { engineNames, openGround, type EngineName } from './load/places.ts'
import { runLoad, type Outcome } from './load/run.ts'
import { runSchemas } from './load/schemas.ts'
import { communesTable, countryTable, growthTable, loadTable, schemaTable } from './load/table.ts'

const { values } = parseArgs({
  options: {
    engine: { type: 'string', default: 'sqlite' },
    devices: { type: 'string', default: '50,200,1000' },
    seconds: { type: 'string', default: '20' },
    every: { type: 'string', default: '10' },
    each: { type: 'string', default: '20' },
    'in-packet': { type: 'string', default: '5' },
    schemas: { type: 'string' },
    communes: { type: 'string' },
    'no-closing': { type: 'boolean', default: false },
    country: { type: 'boolean', default: false },
    growth: { type: 'string' },
    rounds: { type: 'string', default: '6' },
    times: { type: 'string', default: '20' },
  },
})
// Whatever ends the bench ends its servers and empties its folders.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
const numbers = (text: string): readonly number[] => text.split(',').map(Number)
const tell = (line: string): void => console.error(line)
const engines = values.engine.split(',').map((name): EngineName => (name === 'postgres' ? name : 'sqlite'))
const { growth, schemas, country, communes } = values
if (country) console.log(countryTable(engineNames.map((engine) => [engine, countryOf(morocco, measured[engine])])))
if (schemas !== undefined) console.log(schemaTable(await runSchemas(numbers(schemas), tell)))
if (communes !== undefined)
  for (const engine of engines) {
    const plan = { numbers: numbers(communes), rounds: Number(values.rounds), waitsForClosing: !values['no-closing'] }
    console.log(communesTable(engine, await runCommunes(engine, plan, tell)))
  }

const loads: { engine: EngineName; outcome: Outcome }[] = []
for (const engine of schemas === undefined && communes === undefined && !country ? engines : []) {
  const ground = await openGround(engine)
  try {
    if (growth !== undefined) {
      const plan = { sizes: numbers(growth), rounds: Number(values.rounds), each: Number(values.times), points: 40 }
      console.log(growthTable(engine, await runGrowth(ground, plan, tell)))
      continue
    }
    for (const devices of numbers(values.devices)) {
      tell(`${engine}, ${devices} devices …`)
      const [seconds, everyS, each] = [Number(values.seconds), Number(values.every), Number(values.each)]
      const plan = { devices, seconds, everyS, each, inPacket: Number(values['in-packet']) }
      loads.push({ engine, outcome: await runLoad(ground, plan) })
      tell(loadTable(loads.slice(-1)))
    }
  } finally {
    await ground.clear()
  }
}
if (loads.length > 0) console.log(loadTable(loads))
