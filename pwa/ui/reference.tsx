// The number a citizen is given, in its pairs, left to right in every language.
import './reference.css'

export function Reference({ value, large = false }: { readonly value: string; readonly large?: boolean | undefined }) {
  return (
    <bdi class={`reference ${large ? 'reference--large' : ''}`} dir="ltr">
      {value}
    </bdi>
  )
}
