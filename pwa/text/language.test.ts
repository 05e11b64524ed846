import { afterEach, beforeEach, expect, test, vi } from 'vitest'

const words = (text: string) => ({
  default: { hello: ({ name }: Record<string, unknown>) => `${text} ${String(name)}` },
})
const gate = vi.hoisted(() => ({ arrived: Promise.resolve() }))

vi.mock('virtual:messages/shell/fr', () => words('Bonjour'))
vi.mock('virtual:messages/desk/fr', () => words('Guichet'))
vi.mock('virtual:messages/desk/ar', () => words('شباك'))
vi.mock('virtual:messages/shell/ar', async () => {
  await gate.arrived
  return words('مرحبًا')
})

beforeEach(() => {
  vi.resetModules()
  gate.arrived = Promise.resolve()
})
afterEach(() => vi.restoreAllMocks())

const fresh = () => import('./language.ts')

test('a message read before its catalogue is a bug, and says which', async () => {
  const { messages } = await fresh()
  expect(() => messages('shell')('hello')).toThrow('shell/hello')
})

test('a loaded room speaks the language of the screen', async () => {
  const { loadMessages, messages, lang, dir } = await fresh()
  await loadMessages('shell')
  expect(messages('shell')('hello', { name: 'Fatima' })).toBe('Bonjour Fatima')
  expect([lang.value, dir.value]).toEqual(['fr', 'ltr'])
})

test('the screen changes language only when every loaded room has its words', async () => {
  const { loadMessages, messages, lang, dir, setLang } = await fresh()
  await Promise.all([loadMessages('shell'), loadMessages('desk')])
  let arrive = () => {}
  gate.arrived = new Promise((resolve) => (arrive = resolve))
  setLang('ar')
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(messages('desk')('hello', { name: 'Fatima' })).toBe('Guichet Fatima')
  expect(lang.value).toBe('fr')
  arrive()
  await vi.waitFor(() => expect(lang.value).toBe('ar'))
  expect(dir.value).toBe('rtl')
  expect(messages('shell')('hello', { name: 'Fatima' })).toBe('مرحبًا Fatima')
  expect(messages('desk')('hello', { name: 'Fatima' })).toBe('شباك Fatima')
})

test('a room that arrives during the switch is switched with the others', async () => {
  const { loadMessages, messages, lang, setLang } = await fresh()
  await loadMessages('shell')
  let arrive = () => {}
  gate.arrived = new Promise((resolve) => (arrive = resolve))
  setLang('ar')
  await loadMessages('desk')
  arrive()
  await vi.waitFor(() => expect(lang.value).toBe('ar'))
  expect(messages('desk')('hello', { name: 'Fatima' })).toBe('شباك Fatima')
})

test('a language that cannot be fetched leaves the screen as it is', async () => {
  vi.doMock('virtual:messages/shell/ar', () => {
    throw new Error('no network')
  })
  const { loadMessages, messages, lang, setLang } = await fresh()
  await loadMessages('shell')
  setLang('ar')
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(lang.value).toBe('fr')
  expect(messages('shell')('hello', { name: 'Fatima' })).toBe('Bonjour Fatima')
})
