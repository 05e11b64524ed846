// In whose name a locked device speaks, and what it says of itself: its own key, which reads nothing, the app it runs, and
// whether it has a second copy of what it keeps.
// It must never tell anything of a person.
import { version } from '../../package.json'
import type { ClientPorts } from '../../shared/sync/client-ports.ts'
import type { Database } from '../storage/database.ts'
import { readMeta } from '../storage/meta.ts'
import { signWith } from '../storage/sitting.ts'
import { currentMirror } from './damage.ts'
import { toldVersion } from './told-version.ts'

/** Without a name while the device's own key is not to be had. */
export const deviceVoice = async (
  database: Database,
  more: Omit<NonNullable<ClientPorts['about']>, 'version'> = {},
): Promise<Pick<ClientPorts, 'deviceKeys' | 'about'>> => {
  const device = await readMeta(database, 'device')
  return {
    ...(device ? { deviceKeys: { device: device.id, sign: signWith(device.keys.privateKey) } } : {}),
    about: { version: toldVersion(version, currentMirror()?.state() ?? 'none'), ...more },
  }
}
