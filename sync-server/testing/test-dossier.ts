// A road report from the first question to the office, filed by a test device: the shortest whole request there is.
import { sha256Url } from '../../shared/dossier/canonical.ts'
import { openDraft, setAnswer } from '../../shared/dossier/draft.ts'
import { answersHash } from '../../shared/dossier/freeze.ts'
import { makeReference, secretHash, tokenHash } from '../../shared/dossier/reference.ts'
import { packRef } from '../../shared/procedure/pack.ts'
import { clientIdOf } from '../../shared/sync/client-id.ts'
import { newId, type TestDevice } from './test-device.ts'
import { shippedPacks } from './test-server.ts'

export interface FiledDossier {
  readonly dossier: string
  readonly reference: string
  readonly secret: string
  readonly token: string
}

export const officeFor: Readonly<Record<string, string>> = {
  'xx.road-report': 'bureau-general',
  'ma.birth-record-extract': 'etat-civil',
  'ma.residence-certificate-local': 'bureau-general',
}

/** Read once: a drill files ten thousand. */
let shipped: ReturnType<typeof shippedPacks> | null = null
const packs = (): ReturnType<typeof shippedPacks> => (shipped ??= shippedPacks())

/** Written on the device, not synced. `serial` 0–9999 makes the reference; `phone` is what was answered to that question. */
export const fileDossier = async (
  device: TestDevice,
  serial: number,
  packId = 'xx.road-report',
  site = 12,
  phone?: string,
): Promise<FiledDossier> => {
  const pack = packs().find(({ id }) => id === packId)
  if (!pack) throw new Error(`no pack ${packId}`)
  const procedure = packRef(pack)
  const [dossier, token, secret] = [newId(), newId(), '73.18']
  const reference = makeReference(site, serial)
  await device.act(dossier, 'opened', { procedure, lang: 'fr' })
  const question = pack.form.survey.find((row) => row.type === 'text')?.name
  if (question === undefined) throw new Error('no text question')
  const doc = openDraft(clientIdOf(device.id, device.incarnation, dossier), null)
  const update = setAnswer(doc, device.incarnation, question, 'Douar Tizi', {
    by: device.person.id,
    said: 'citizen',
  })
  await device.draft(dossier, update)
  if (phone !== undefined)
    await device.draft(
      dossier,
      setAnswer(doc, device.incarnation, 'phone', phone, { by: device.person.id, said: 'citizen' }),
    )
  const text = 'Je demande que cette demande soit déposée pour moi.'
  await device.act(dossier, 'mandate-given', {
    procedure,
    days: 1,
    method: 'oral',
    text,
    textLang: 'fr',
    textHash: sha256Url(new TextEncoder().encode(text)),
    witness: 'Voisin',
  })
  await device.act(dossier, 'submitted', {
    procedure,
    answersHash: answersHash({ [question]: 'Douar Tizi', ...(phone === undefined ? {} : { phone }) }),
    attachments: [],
    to: officeFor[packId],
    reference,
    tokenHash: tokenHash(token),
    secretHash: secretHash(dossier, secret),
    mode: 'enabling',
  })
  return { dossier, reference, secret, token }
}
