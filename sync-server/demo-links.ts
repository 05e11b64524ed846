// A demonstration's enrolment links. Codes are kept as hashes only: each start makes new ones for whoever has no device.
import type { Kysely } from 'kysely'
import { toBase64Url } from '../shared/dossier/canonical.ts'
import { random } from './data-folder.ts'
import { enrolmentUrl } from './routes/local.ts'
import { addEnrolmentCode } from './store/enrolment.ts'
import { isDemo, staffWithoutDevice } from './store/people.ts'
import type { Tables } from './store/schema.ts'

export interface EnrolmentLink {
  readonly agent: string
  readonly role: string
  readonly name: string
  readonly url: string
}

/** None for a real commune. */
export const demoLinks = async (db: Kysely<Tables>, url: string, now: Date): Promise<readonly EnrolmentLink[]> => {
  if (!(await isDemo(db))) return []
  const links: EnrolmentLink[] = []
  for (const { id, role, name } of await staffWithoutDevice(db)) {
    const code = toBase64Url(random(16))
    await addEnrolmentCode(db, id, code, now)
    links.push({ agent: id, role, name, url: enrolmentUrl(url, code, true) })
  }
  return links
}
