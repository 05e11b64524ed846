import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { catalogueProblems, compileCatalogue } from './messages-plugin.ts'
import type { Catalogue, Language } from './messages-plugin.ts'

const sixForms = '{n, plural, zero {لا} one {واحد} two {اثنان} few {# ف} many {# م} other {# أ}}'
const threeForms = '{n, plural, one {#} many {#} other {#}}'

describe('a catalogue that can be shown', () => {
  test('has nothing to report', () => {
    expect(
      catalogueProblems({
        hello: { fr: 'Bonjour {name}', ar: 'مرحبًا {name}' },
        count: { fr: threeForms, ar: sixForms },
      }),
    ).toEqual([])
  })

  test('compiles to functions of the language', async () => {
    const fr = await compiled(
      { hello: { fr: 'Bonjour {name}', ar: 'مرحبًا {name}' }, plain: { fr: 'Oui', ar: 'نعم' } },
      'fr',
    )
    expect(fr['hello']?.({ name: 'Fatima' })).toBe('Bonjour Fatima')
    expect(fr['plain']?.({})).toBe('Oui')
  })

  test('takes the Arabic plural of each number, in Western digits', async () => {
    const ar = await compiled({ count: { fr: threeForms, ar: sixForms } }, 'ar')
    const said = [0, 1, 2, 3, 11, 100, 103].map((n) => ar['count']?.({ n }))
    expect(said).toEqual(['لا', 'واحد', 'اثنان', '3 ف', '11 م', '100 أ', '103 ف'])
  })

  test('takes French many at a million', async () => {
    const text = { fr: '{n, plural, one {une} many {beaucoup} other {#}}', ar: sixForms }
    const fr = await compiled({ count: text }, 'fr')
    expect([1, 7, 1_000_000].map((n) => fr['count']?.({ n }))).toEqual(['une', '7', 'beaucoup'])
  })
})

describe('the catalogues we ship', () => {
  const folder = new URL('../pwa/text/messages/', import.meta.url)
  test.each(readdirSync(folder))('%s can be shown', (name) => {
    expect(catalogueProblems(JSON.parse(readFileSync(new URL(name, folder), 'utf8')))).toEqual([])
  })
})

describe('the build stops on', () => {
  const cases: readonly (readonly [string, unknown, string])[] = [
    ['a missing language', { a: { fr: 'Oui' } }, 'a: has no text in ar'],
    ['an empty text', { a: { fr: ' ', ar: 'نعم' } }, 'a: has no text in fr'],
    ['a text that is not one', { a: 'Oui' }, 'a: has no text in fr'],
    ['a null text', { a: null }, 'a: has no text in fr'],
    ['a list', [], 'is not an object'],
    ['placeholders that differ', { a: { fr: '{name}', ar: '{nom}' } }, 'a: placeholders differ: fr {name}, ar {nom}'],
    [
      'a placeholder in one language only',
      { a: { fr: 'Oui {n}', ar: 'نعم' } },
      'a: placeholders differ: fr {n}, ar {}',
    ],
    [
      'a French plural without many',
      { a: { fr: '{n, plural, one {#} other {#}}', ar: sixForms } },
      'a: plural of n in fr lacks many',
    ],
    [
      'an Arabic plural with two forms',
      { a: { fr: threeForms, ar: '{n, plural, one {#} other {#}}' } },
      'a: plural of n in ar lacks zero, two, few, many',
    ],
    [
      'a plural inside a choice',
      {
        a: {
          fr: `{k, select, x {${threeForms}} other {{n}}}`,
          ar: '{k, select, x {{n, plural, other {#}}} other {{n}}}',
        },
      },
      'a: plural of n in ar lacks zero, one, two, few, many',
    ],
  ]
  test.each(cases)('%s', (_, catalogue, problem) => {
    expect(catalogueProblems(catalogue)).toContain(problem)
  })

  test('a text that does not parse', () => {
    expect(catalogueProblems({ a: { fr: '{n, plural,', ar: 'نعم' } })[0]).toMatch(/^a: does not parse in fr/)
  })
})

type Compiled = Record<string, (params: Record<string, string | number>) => string>

/** Runs the module as the bundler would: the runtime resolved from this package. */
async function compiled(catalogue: Catalogue, language: Language): Promise<Compiled> {
  const source = compileCatalogue(catalogue, language).replaceAll(
    /from "([^"]+)"/g,
    (_, name: string) => `from "${import.meta.resolve(name)}"`,
  )
  const module = (await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(source)}`)) as {
    default: Compiled
  }
  return module.default
}
