// What only the owner of the data folder can look at: the database and what it says of itself. The running server does it
// for the doctor; when none runs, the doctor opens the folder. It changes nothing.
import { checkBlobs } from './check-blobs.ts'
import { checkDatabase } from './check-database.ts'
import { checkDevices } from './check-devices.ts'
import { checkDigests } from './check-digests.ts'
import { bad, good, why, type Finding } from './finding.ts'
import type { StoreExamined } from './store-examined.ts'

export const examineStore = async (world: StoreExamined): Promise<readonly Finding[]> => {
  const found: Finding[] = []
  for (const [about, check] of [
    ['Base de données', checkDatabase],
    ['Journaux', checkDigests],
    ['Photos et sons', checkBlobs],
    ['Antivirus', checkScan],
    ['SMS', checkGateway],
    ['Appareils', checkDevices],
  ] as const)
    try {
      found.push(...(await check(world)))
    } catch (cause) {
      found.push(bad(about, `n’a pas pu être examiné (${why(cause)})`, 'Lisez le journal du serveur'))
    }
  return found
}

const checkScan = async ({ scan }: StoreExamined): Promise<readonly Finding[]> => {
  if (!scan) return []
  const said = await scan(new TextEncoder().encode('Morchid'))
  return [
    said.ok
      ? good('Antivirus', 'répond')
      : bad('Antivirus', 'ne répond pas, les photos attendent', 'Démarrez clamd, ou vérifiez CLAMD_SOCKET'),
  ]
}

const checkGateway = async ({ gateway }: StoreExamined): Promise<readonly Finding[]> => {
  if (!gateway) return []
  return [
    (await gateway.answers())
      ? good('SMS', 'la passerelle répond')
      : bad('SMS', 'la passerelle ne répond pas, les messages attendent', 'Démarrez-la, ou vérifiez SMS_GATEWAY_URL'),
  ]
}
