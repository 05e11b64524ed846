import * as fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { toCsv } from './csv.ts'
import { toOds } from './ods.ts'

const cells = fc.array(fc.array(fc.string({ unit: 'grapheme', maxLength: 20 }), { minLength: 2, maxLength: 6 }), {
  minLength: 1,
  maxLength: 8,
})
const anything = fc.oneof(cells, fc.array(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 3 })))

/** RFC 4180 by its own grammar, letter by letter. */
const parseCsv = (text: string): string[][] => {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const one = text[at]
    if (quoted) {
      if (one === '"' && text[at + 1] === '"') cell += text[++at]
      else if (one === '"') quoted = false
      else cell += one
    } else if (one === '"') quoted = true
    else if (one === ',' || (one === '\r' && text[at + 1] === '\n')) {
      row.push(cell)
      cell = ''
      if (one === ',') continue
      at++
      rows.push(row)
      row = []
    } else cell += one
  }
  return rows
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

test('a table written as CSV is read back, but for the apostrophe before what would be a formula', () => {
  fc.assert(
    fc.property(cells, (rows) => {
      const text = utf8.decode(toCsv(rows))
      expect(text.startsWith('\ufeff')).toBe(true)
      const read = parseCsv(text.slice(1))
      expect(read.map((row) => row.length)).toEqual(rows.map((row) => row.length))
      for (const [y, row] of rows.entries())
        for (const [x, cell] of row.entries()) expect([cell, `'${cell}`]).toContain(read[y]?.[x])
    }),
  )
})

test('no cell of a CSV begins as a formula, whatever was typed', () => {
  const begins = fc.constantFrom('=', '+', '-', '@', '\t', '\r', ' =', '\ufeff=', '\u00a0@', '＝', '|')
  fc.assert(
    fc.property(begins, fc.string(), (first, rest) => {
      const [[cell = ''] = []] = parseCsv(utf8.decode(toCsv([[first + rest]])).slice(1))
      expect(cell).toBe(`'${first}${rest}`)
    }),
  )
  expect(utf8.decode(toCsv([['2026-A-17', 'Aït', '12.40.67.31']]))).toBe('\ufeff2026-A-17,Aït,12.40.67.31\r\n')
})

/** The cells of content.xml, read by the format's rules and by no code of the writer's. */
const parseOds = (bytes: Uint8Array): string[][] => {
  const xml = strFromU8(unzipSync(bytes)['content.xml'] ?? new Uint8Array())
  const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' }
  return [...xml.matchAll(/<table:table-row>(.*?)<\/table:table-row>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<table:table-cell(?:\/>|[^>]*>(.*?)<\/table:table-cell>)/gs)].map(([, cell = '']) =>
      [...cell.matchAll(/<text:p>(.*?)<\/text:p>/gs)]
        .map(([, line = '']) =>
          line
            .replaceAll('<text:tab/>', '\t')
            .replace(/<text:s text:c="(\d+)"\/>/g, (_, count: string) => ' '.repeat(Number(count)))
            .replace(/&(?:amp|lt|gt|quot);/g, (entity) => entities[entity] ?? ''),
        )
        .join('\n'),
    ),
  )
}

test('a table written as ODS is read back, but for what XML can’t say', () => {
  fc.assert(
    fc.property(anything, (rows) => {
      const sayable = rows.map((row) =>
        row.map((cell) =>
          [...cell.replace(/\r\n|\r/g, '\n')]
            .filter((one) => one === '\t' || one === '\n' || (one >= ' ' && !/[\ud800-\udfff\ufffe\uffff]/u.test(one)))
            .join(''),
        ),
      )
      const read = parseOds(toOds({ title: 'Registre', rows }))
      expect(read).toEqual(sayable.length === 0 ? [['']] : sayable)
    }),
  )
})

test('an ODS begins with its media type, uncompressed, where readers look for it', () => {
  const bytes = toOds({ title: 'Registre 2026', rows: [['N°'], ['2026-A-1']] })
  const type = 'application/vnd.oasis.opendocument.spreadsheet'
  expect(strFromU8(bytes.subarray(30, 38))).toBe('mimetype')
  expect(strFromU8(bytes.subarray(38, 38 + type.length))).toBe(type)
  expect(bytes.slice(4, 30)[22]).toBe(8)
})

test('the same table is the same bytes, and no formula is in it', () => {
  const rows = [
    ['N°', 'Nom'],
    ['2026-A-1', '=1+1'],
  ]
  expect(toOds({ title: 'R', rows })).toEqual(toOds({ title: 'R', rows }))
  expect(strFromU8(unzipSync(toOds({ title: 'R', rows }))['content.xml'] ?? new Uint8Array())).not.toContain('formula')
})
