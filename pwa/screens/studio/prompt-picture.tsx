// The picture of a prompt; a figure is its own.
import type { Prompt } from '../../../shared/speech/catalogue.ts'
import { lang } from '../../text/language.ts'
import { isPictogramName } from '../../ui/known-pictogram.ts'
import { Pictogram } from '../../ui/pictogram.tsx'
import './prompt-picture.css'

export function PromptPicture({ prompt, large = false }: { readonly prompt: Prompt; readonly large?: boolean }) {
  const picture = prompt.picture ?? undefined
  if (isPictogramName(picture)) return <Pictogram name={picture} size={large ? 96 : 48} />
  return (
    <bdi class={`studio-figure ${large ? 'studio-figure--large' : ''}`} aria-hidden="true">
      {prompt.text[lang.value]}
    </bdi>
  )
}
