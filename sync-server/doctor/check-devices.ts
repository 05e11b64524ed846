// Devices: how many went silent, and what they said to have that has not come. Counts only: who and where stands on the
// supervisor's screen.
import type { StoreExamined } from './store-examined.ts'
import { good, watch, type Finding } from './finding.ts'

const about = 'Appareils'
const SILENT_MS = 7 * 86_400_000

export const checkDevices = async ({ db, now }: StoreExamined): Promise<readonly Finding[]> => {
  const devices = await db
    .selectFrom('devices')
    .select(['last_seen', 'enrolled_at', 'unsent'])
    .where('revoked_at', 'is', null)
    .where('erased_at', 'is', null)
    .execute()
  const silent = devices.filter((one) => now().getTime() - Date.parse(one.last_seen ?? one.enrolled_at) > SILENT_MS)
  const unsent = silent.reduce((sum, one) => sum + (one.unsent ?? 0), 0)
  return [
    silent.length === 0
      ? good(about, `${devices.length} en service, tous entendus depuis moins de 7 jours`)
      : watch(
          about,
          `${silent.length} sur ${devices.length} muets depuis plus de 7 jours, ${unsent} écritures y attendent`,
          'Voyez lesquels sur l’écran du superviseur, et envoyez-y quelqu’un ou une clé USB',
        ),
  ]
}
