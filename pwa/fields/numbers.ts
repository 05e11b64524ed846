// Numbers as people type them: Arabic-Indic digits, a comma or a point, spaces between thousands.
import { digitsToWestern } from './digits.ts'

export type TypedNumber = { readonly value: number | null } | { readonly problem: 'not-a-number' | 'not-whole' }

/** An empty text is no answer (`value: null`), not a mistake. */
export const readNumber = (typed: string, whole: boolean): TypedNumber => {
  const text = digitsToWestern(typed)
    .replace(/[\s\u00a0\u202f]/g, '')
    .replace(/[,٫]/g, '.')
  if (text === '') return { value: null }
  if (!/^-?(\d+\.?\d*|\.\d+)$/.test(text)) return { problem: 'not-a-number' }
  const value = Number(text)
  if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER) return { problem: 'not-a-number' }
  if (whole && !Number.isInteger(value)) return { problem: 'not-whole' }
  return { value }
}
