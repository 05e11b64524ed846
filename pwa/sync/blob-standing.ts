// Asks the server which of the papers it received are in its verified backups, many at once. Whatever is not its own answer
// says nothing: what is kept stays kept.
import { toBase64UrlEncoded } from 'lib0/buffer'
import { encodeUtf8 } from 'lib0/string'
import * as v from 'valibot'
import { blobStandings, blobToSign, type BlobStanding } from '../../shared/blob/blob-request.ts'
import type { BlobPlace } from '../../shared/blob/sealed-blob.ts'
import { sha256Url } from '../../shared/dossier/canonical.ts'
import { blobsPath, type DeviceSigner } from './blob-upload.ts'
import { fetchJson } from './json.ts'

const answer = v.object({ standing: v.array(v.picklist(blobStandings)) })

/** In the order of `blobs`, at most 500; null when nobody answered. */
export const askStandings = async (
  { device, beacon, sign }: DeviceSigner,
  blobs: readonly BlobPlace[],
): Promise<readonly BlobStanding[] | null> => {
  const body = JSON.stringify({ blobs: blobs.map(({ dossier, hash }) => [dossier, hash]) })
  const bytes = encodeUtf8(body)
  const text = blobToSign({ method: 'STANDING', dossier: '', hash: sha256Url(bytes), size: bytes.length, beacon })
  const found = await fetchJson(`${blobsPath}/standing`, {
    method: 'POST',
    body,
    headers: {
      'Content-Type': 'application/json',
      'Morchid-Device': device,
      'Morchid-Beacon': beacon,
      'Morchid-Size': String(bytes.length),
      'Morchid-Signature': toBase64UrlEncoded(await sign(text)),
    },
  })
  const parsed = v.safeParse(answer, found.ok ? found.value : null)
  return parsed.success && parsed.output.standing.length === blobs.length ? parsed.output.standing : null
}
