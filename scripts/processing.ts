// `npm run processing`: the register of processing (law 09-08, GDPR article 30) from the packs of a folder, as Markdown or
// CSV. It opens no data: what is asked of people is written in the packs.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { processingMarkdown, processingTable } from '../shared/procedure/processing.ts'
import { toCsv } from '../shared/register/csv.ts'
import { loadPacks } from './packs-check.ts'
import { stopWith } from './stop-with.ts'

const help = `npm run processing
  --format md|csv    le format (sinon md)
  --packs DIR        le dossier des démarches (sinon procedures)
  --out FICHIER      où écrire (sinon à l’écran)`

try {
  const { values } = parseArgs({
    options: {
      format: { type: 'string', default: 'md' },
      packs: { type: 'string', default: join(import.meta.dirname, '..', 'procedures') },
      out: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  const { format, out } = values
  if (values.help) console.log(help)
  else if (format !== 'md' && format !== 'csv') stopWith(help)
  else {
    const { packs, errors } = await loadPacks(values.packs)
    if (errors.length > 0) stopWith('Une démarche a une erreur : « npm run packs:check » dit laquelle.')
    const text = format === 'md' ? processingMarkdown(packs) : Buffer.from(toCsv(processingTable(packs))).toString()
    if (out === undefined) console.log(text)
    else writeFileSync(out, text)
  }
} catch (cause) {
  stopWith(cause instanceof TypeError && 'code' in cause ? `${cause.message}\n\n${help}` : cause)
}
