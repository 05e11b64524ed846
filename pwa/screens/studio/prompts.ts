// Every prompt the studio lists: the catalogue as it was built into the app, with the procedures this device knows. A
// catalogue that does not parse is left out: its prompts then show without a script.
import type { ProcedurePack } from '../../../shared/procedure/pack.ts'
import { parseCatalogue, promptsOf } from '../../../shared/speech/catalogue.ts'
import type { Catalogue, Prompt } from '../../../shared/speech/catalogue.ts'
import appTexts from '../../text/messages/citizen.json'

const files = import.meta.glob<unknown>(
  // The tour is said by a machine only; nobody records it.
  ['../../../voices/catalogue/*.json', '!**/tour.json'],
  { eager: true, import: 'default' },
)

const catalogueNamed = (name: string): Catalogue => {
  const parsed = parseCatalogue(files[`../../../voices/catalogue/${name}.json`])
  return parsed.ok ? parsed.value : {}
}

export const studioPrompts = (packs: readonly ProcedurePack[]): readonly Prompt[] =>
  promptsOf(
    {
      app: catalogueNamed('app'),
      appTexts,
      figures: catalogueNamed('figures'),
      packs: Object.fromEntries(packs.map(({ id }) => [id, catalogueNamed(id)])),
    },
    packs,
  )
