// Twenty requests from the counter to the office. Run it on a demonstration:
//
//   node bench/device/example.ts http://localhost:8787 <Fatima's link> <Khadija's link>
import process from 'node:process'
import { openDevice } from '../device.ts'
import { dossierFacts } from '../sync/dossiers.ts'

const [server = '', mediatorLink = '', clerkLink = ''] = process.argv.slice(2)

const mediator = await openDevice({ server, enrolment: mediatorLink })
const ids = await mediator.create(Array.from({ length: 20 }, (_, i) => dossierFacts(i)))
const { end, requests, bytesUp } = await mediator.sync()
if (end.type !== 'synced') throw new Error(JSON.stringify(end))
console.log(`${ids.length} written, sent in ${requests} request of ${bytesUp} bytes`)

const clerk = await openDevice({ server, enrolment: clerkLink })
await clerk.sync()
const dossiers = await clerk.read(ids)
const received = dossiers.every(({ status }) => status.public === 'received')
console.log(`${dossiers.length} read by ${clerk.agent}, ${received ? 'all' : 'not all'} received`)

await mediator.close()
await clerk.close()
