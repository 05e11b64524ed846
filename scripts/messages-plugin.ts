// Compiles pwa/text/messages/<room>.json ({ id: { fr, ar } }, ICU MessageFormat) into one module a room and a language,
// `virtual:messages/<room>/<lang>`. The build stops on a hole, on placeholders that differ between the languages, and
// on a plural that lacks a category of its language: a screen must never show half a sentence.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import MessageFormat from '@messageformat/core'
import compileModule from '@messageformat/core/compile-module.js'
import { parse } from '@messageformat/parser'
import type { Token } from '@messageformat/parser'
import type { Plugin } from 'vite'

export const languages = ['fr', 'ar'] as const
export type Language = (typeof languages)[number]
export type Catalogue = Readonly<Record<string, Readonly<Record<Language, string>>>>

/** Every category a plural must have: French `many` is a million, Arabic has all six. */
const categories: Readonly<Record<Language, readonly string[]>> = {
  fr: ['one', 'many', 'other'],
  ar: ['zero', 'one', 'two', 'few', 'many', 'other'],
}
/** What Intl is given for the numbers inside: Western digits in both. */
const numberLocale: Readonly<Record<Language, string>> = { fr: 'fr', ar: 'ar-MA' }
const prefix = 'virtual:messages/'

export function messagesPlugin(folder: string): Plugin {
  const fileOf = (room: string): string => join(folder, `${room}.json`)
  return {
    name: 'morchid-messages',
    buildStart() {
      const rooms = readdirSync(folder).filter((name) => name.endsWith('.json'))
      const problems = rooms.flatMap((name) =>
        catalogueProblems(JSON.parse(readFileSync(join(folder, name), 'utf8'))).map((problem) => `${name}: ${problem}`),
      )
      if (problems.length > 0) this.error(`messages that cannot be shown:\n  ${problems.join('\n  ')}`)
    },
    resolveId(id) {
      return id.startsWith(prefix) ? `\0${id}` : null
    },
    load(id) {
      if (!id.startsWith(`\0${prefix}`)) return null
      const [room, language] = id.slice(prefix.length + 1).split('/')
      if (room === undefined || !isLanguage(language)) this.error(`no such messages: ${id.slice(1)}`)
      this.addWatchFile(fileOf(room))
      const catalogue: unknown = JSON.parse(readFileSync(fileOf(room), 'utf8'))
      const problems = catalogueProblems(catalogue)
      if (problems.length > 0) this.error(`${room}.json:\n  ${problems.join('\n  ')}`)
      return compileCatalogue(catalogue as Catalogue, language)
    },
    handleHotUpdate({ file, server }) {
      if (!file.startsWith(folder)) return
      server.moduleGraph.invalidateAll()
      server.ws.send({ type: 'full-reload' })
    },
  }
}

/** One language of a catalogue as the source of an ES module whose default export is { id: (params) => string }. */
export function compileCatalogue(catalogue: Catalogue, language: Language): string {
  const texts = Object.fromEntries(Object.entries(catalogue).map(([id, text]) => [id, text[language]]))
  const source = compileModule(new MessageFormat([language]), texts)
  return (
    source
      // The runtime's own table of plurals drags in every language; this one is shaken down to the rule used.
      .replace('"@messageformat/runtime/lib/cardinals"', '"make-plural/cardinals"')
      .replaceAll(`number("${language}"`, `number("${numberLocale[language]}"`)
  )
}

/** Everything wrong with a catalogue, each line naming the message; empty when it can be shown. */
export function catalogueProblems(catalogue: unknown): string[] {
  if (typeof catalogue !== 'object' || catalogue === null || Array.isArray(catalogue)) return ['is not an object']
  return Object.entries(catalogue).flatMap(([id, text]) => messageProblems(text).map((problem) => `${id}: ${problem}`))
}

function messageProblems(text: unknown): string[] {
  const problems: string[] = []
  const placeholders: string[] = []
  for (const language of languages) {
    const source = (text as Record<string, unknown> | null)?.[language]
    if (typeof source !== 'string' || source.trim() === '') {
      problems.push(`has no text in ${language}`)
      continue
    }
    try {
      const tokens = parse(source)
      problems.push(...pluralProblems(tokens, language))
      placeholders.push([...namesIn(tokens)].toSorted().join(', '))
    } catch (error) {
      problems.push(
        `does not parse in ${language}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`,
      )
    }
  }
  const [first, second] = placeholders
  if (second !== undefined && first !== second) problems.push(`placeholders differ: fr {${first}}, ar {${second}}`)
  return problems
}

function pluralProblems(tokens: readonly Token[], language: Language): string[] {
  return tokens.flatMap((token) => {
    if (!('cases' in token)) return []
    const inner = token.cases.flatMap((one) => pluralProblems(one.tokens, language))
    if (token.type !== 'plural') return inner
    const keys = token.cases.map((one) => one.key)
    const missing = categories[language].filter((category) => !keys.includes(category))
    return missing.length === 0
      ? inner
      : [`plural of ${token.arg} in ${language} lacks ${missing.join(', ')}`, ...inner]
  })
}

function namesIn(tokens: readonly Token[]): Set<string> {
  const names = new Set<string>()
  for (const token of tokens) {
    if ('arg' in token) names.add(token.arg)
    if ('cases' in token) for (const one of token.cases) for (const name of namesIn(one.tokens)) names.add(name)
  }
  return names
}

const isLanguage = (value: string | undefined): value is Language =>
  (languages as readonly (string | undefined)[]).includes(value)
