import { describe, expect, test } from 'vitest'
import type { Prompt } from '../shared/speech/catalogue.ts'
import { clipMistakes, tourMistakes, voiceMistakes } from './voices-check.ts'
import { loadVoiceFiles, scriptsOf, shaOf } from './voices-files.ts'
import type { MadeClips, VoiceFiles } from './voices-files.ts'

const files = await loadVoiceFiles()
/** The real files with one prompt changed. */
const changed = (id: string, change: Partial<Prompt>): VoiceFiles => ({
  ...files,
  prompts: files.prompts.map((prompt) => (prompt.id === id ? { ...prompt, ...change } : prompt)),
})

describe('the catalogue', () => {
  test('of this build has no hole', () => {
    expect(voiceMistakes(files)).toEqual([])
  })

  test('is refused with a hole in text, script or picture, naming the row', () => {
    expect(voiceMistakes(changed('app.yes', { text: { fr: 'Oui', ar: ' ' } }))).toEqual(['app.yes: a hole in its text'])
    expect(voiceMistakes(changed('app.yes', { say: { fr: 'Oui' } }))).toEqual(['app.yes: nothing to say in ar'])
    expect(voiceMistakes(changed('app.yes', { picture: 'no-such' }))).toEqual(['app.yes: no picture named no-such'])
    expect(voiceMistakes(changed('app.yes', { picture: null }))).toEqual(['app.yes: no picture named (none)'])
  })

  test('is refused when its Arabic is not vowelled: the machine would guess', () => {
    expect(voiceMistakes(changed('app.yes', { say: { fr: 'Oui', ar: 'طلبكم' } }))).toEqual([
      'app.yes: Arabic without its vowels: طلبكم',
    ])
  })

  test('is refused when a number has no words, or a life event no prompt', () => {
    expect(voiceMistakes(changed('n.28', { say: { fr: 'vingt-huit' } }))).toEqual(['n.28: nothing to say in ar'])
    const without = { ...files, prompts: files.prompts.filter(({ id }) => id !== 'app.event.birth') }
    expect(voiceMistakes(without)).toContain('app.event.birth: is not in the catalogue')
  })

  test('is refused with a row that no text and no pack asks for', () => {
    const figures = { ...files.catalogues.figures, 'app.gone': { say: { fr: 'Parti' } } }
    expect(voiceMistakes({ ...files, catalogues: { ...files.catalogues, figures } })).toEqual([
      'app.gone: said by nobody; its text or its pack has no such row',
    ])
  })
})

describe('the clips of a machine', () => {
  const prompts = files.prompts.filter(({ id }) => id === 'app.yes' || id === 'app.no')
  const made: MadeClips = Object.fromEntries(
    [...scriptsOf(prompts, 'fr')].map(([id, script]) => [id, { sha: shaOf(script, 'fr'), ms: 600, bytes: 900 }]),
  )
  const there = (): boolean => true

  test('are right when each says its script and its files are there', () => {
    expect(Object.keys(made).toSorted()).toEqual(['app.no', 'app.yes'])
    expect(clipMistakes('fr', scriptsOf(prompts, 'fr'), made, there)).toEqual([])
  })

  test('are stale when the script has changed since, and missing when nobody made them', () => {
    const said = prompts.map((prompt) => ({ ...prompt, say: { ...prompt.say, fr: `${prompt.say.fr ?? ''} !` } }))
    expect(clipMistakes('fr', scriptsOf(said, 'fr'), made, there)).toEqual([
      'fr: clips that do not say their script, npm run voices makes them: app.yes, app.no',
    ])
    expect(clipMistakes('fr', scriptsOf(prompts, 'fr'), {}, there)).toHaveLength(1)
    expect(clipMistakes('fr', scriptsOf(prompts, 'fr'), made, (file) => file !== 'fr/app.no.mp3')).toEqual([
      'fr: files that are not there: app.no.mp3',
    ])
  })

  test('are too many when nobody says them, and wrong when they last no time at all', () => {
    const odd = { ...made, 'app.gone': { sha: '', ms: 20, bytes: 1 } }
    expect(clipMistakes('fr', scriptsOf(prompts, 'fr'), odd, there)).toEqual([
      'fr: clips that nobody says any more: app.gone',
      'fr/app.gone: lasts 20 ms',
    ])
  })

  test('must not weigh more than a first load can carry', () => {
    const heavy = Object.fromEntries(Object.entries(made).map(([id, clip]) => [id, { ...clip, bytes: 500_001 }]))
    expect(clipMistakes('fr', scriptsOf(prompts, 'fr'), heavy, there)).toEqual([
      'fr: 1000002 bytes in Opus, more than 1000000',
    ])
  })
})

describe('the tour of a trainee', () => {
  test('is said whole, in both languages', () => {
    expect(tourMistakes(files.tour)).toEqual([])
  })

  test('is refused with a step nobody says, one too many, and Arabic without its vowels', () => {
    const { 'tour.end': _end, ...rest } = files.tour
    const tour = { ...rest, 'tour.gone': { say: { fr: 'Parti', ar: 'الملف' } } }
    expect(tourMistakes(tour)).toEqual([
      'tour.gone: no step of the tour',
      'tour.end: nothing to say in fr',
      'tour.end: nothing to say in ar',
      'tour.gone: Arabic without its vowels',
    ])
  })
})
