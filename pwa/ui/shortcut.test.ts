import { afterEach, describe, expect, test } from 'vitest'
import { ariaShortcut, enableLetterShortcuts, isShortcut } from './shortcut.ts'

const press = (key: string, more: Partial<Parameters<typeof isShortcut>[0]> = {}) => ({
  key,
  code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : key,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  target: { tagName: 'BODY' },
  ...more,
})
const inField = { target: { tagName: 'INPUT', type: 'text' } }

afterEach(() => enableLetterShortcuts(true))

describe('a bare letter', () => {
  test('presses its button in either case', () => {
    expect(isShortcut(press('n'), 'N')).toBe(true)
    expect(isShortcut(press('N'), 'N')).toBe(true)
    expect(isShortcut(press('m'), 'N')).toBe(false)
  })

  test('belongs to the person who types in a field', () => {
    expect(isShortcut(press('n', inField), 'N')).toBe(false)
    expect(isShortcut(press('n', { target: { tagName: 'TEXTAREA' } }), 'N')).toBe(false)
  })

  test('still works on a focused radio, which takes no letters', () => {
    expect(isShortcut(press('n', { target: { tagName: 'INPUT', type: 'radio' } }), 'N')).toBe(true)
  })

  test('is found by its place on an Arabic keyboard', () => {
    expect(isShortcut(press('ى', { code: 'KeyN' }), 'N')).toBe(true)
  })

  test('is not taken by place on a Latin keyboard with other places', () => {
    expect(isShortcut(press('q', { code: 'KeyA' }), 'A')).toBe(false)
    expect(isShortcut(press('a', { code: 'KeyQ' }), 'A')).toBe(true)
  })

  test('can be switched off (WCAG 2.1.4); a combination cannot', () => {
    enableLetterShortcuts(false)
    expect(isShortcut(press('n'), 'N')).toBe(false)
    expect(isShortcut(press('l', { ctrlKey: true }), 'Ctrl+L')).toBe(true)
  })

  test('with Ctrl is the browser’s, not ours', () => {
    expect(isShortcut(press('n', { ctrlKey: true }), 'N')).toBe(false)
  })
})

test('a digit is found on a French row without Shift, and on the pad', () => {
  expect(isShortcut(press('&', { code: 'Digit1' }), '1')).toBe(true)
  expect(isShortcut(press('1', { code: 'Numpad1' }), '1')).toBe(true)
})

test('Escape works inside a field, Ctrl combinations too', () => {
  expect(isShortcut(press('Escape', inField), 'Escape')).toBe(true)
  expect(isShortcut(press('l', { ctrlKey: true, ...inField }), 'Ctrl+L')).toBe(true)
})

test('aria-keyshortcuts spells Control out', () => {
  expect(ariaShortcut('Ctrl+L')).toBe('Control+L')
})
