// The person's wish to be written to and called, kept as an act of its own: it comes after the request was filed, and
// may be changed on another day.
import type { Contact } from '../../shared/dossier/contact.ts'
import { openDossier } from './dossiers.ts'

/** Durable when it resolves; rejects when it could not be kept. */
export const keepContact = async (id: string, contact: Contact): Promise<void> => {
  const dossier = await openDossier(id)
  if (dossier === null) throw new Error('the dossier is not here')
  try {
    const written = await dossier.write('contact-chosen', contact)
    if (!written.ok) throw new Error(`not kept: ${written.error.type}`)
  } finally {
    dossier.close()
  }
}
