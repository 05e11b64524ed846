// One card of the person's side at a time, by its number: `citizen.html?card=3&variety=fr`. For looking; never shipped.
import '../styles/index.css'
import '../styles/fonts.css'
import { render } from 'preact'
import { isVariety } from '../../shared/speech/variety.ts'
import { CitizenSide } from '../screens/citizen/citizen-side.tsx'
import { sampleCards } from './citizen-cards.ts'

const wanted = new URLSearchParams(location.search)
const variety = wanted.get('variety')
const cards = sampleCards(isVariety(variety) ? variety : 'fr')
const root = document.getElementById('app')
document.documentElement.dataset['cards'] = String(cards.length)

const show = (at: number): void => {
  const card = cards[at]
  if (root === null || card === undefined) return
  render(
    <CitizenSide
      card={card}
      helper={{ initial: 'F', colour: 1 }}
      said={wanted.has('said') ? { part: 'choice', at: 0 } : null}
      isMuted={false}
      toRead={wanted.has('read') ? { label: 'À lire à voix haute :', labelLang: 'fr', words: 'Lhoucine Amghar' } : null}
      failed={wanted.has('failed')}
      isFlipped={wanted.has('flipped')}
      onTap={() => undefined}
      onEar={() => undefined}
      onHelper={() => undefined}
    />,
    root,
  )
}

show(Number(wanted.get('card') ?? 0))
// A test goes through all of them without a page load for each.
addEventListener('show-card', (event) => show(Number((event as CustomEvent<unknown>).detail)))
