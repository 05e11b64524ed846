// A table as an OpenDocument spreadsheet (ISO/IEC 26300), which archives keep and every office suite opens: four parts
// in a ZIP, all cells text, the heading repeated on each printed page. The same table gives the same bytes. It never
// writes a formula, and nothing in it names a person beside the cells.
import { zipSync } from 'fflate'
import { encodeUtf8 } from 'lib0/string'
import type { Table } from './csv.ts'

export interface Sheet {
  /** Of the file, and of the sheet in it. */
  readonly title: string
  /** The first row is the heading. */
  readonly rows: Table
  /** Arabic: columns from right to left. */
  readonly rightToLeft?: boolean
}

export const toOds = (sheet: Sheet): Uint8Array =>
  zipSync({
    // Readers know the file by this part, first and not compressed.
    mimetype: [encodeUtf8(mediaType), { level: 0, ...undated }],
    'META-INF/manifest.xml': [encodeUtf8(manifest), undated],
    'meta.xml': [encodeUtf8(meta(sheet)), undated],
    'styles.xml': [encodeUtf8(styles), undated],
    'content.xml': [encodeUtf8(content(sheet)), undated],
  })

const mediaType = 'application/vnd.oasis.opendocument.spreadsheet'
/** Written as local time by ZIP; the first day it can say, so that a zone ahead of UTC does not make it the day before. */
const undated = { mtime: new Date(1980, 0, 2) }
const head = '<?xml version="1.0" encoding="UTF-8"?>\n'
const namespace = (name: string): string => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`
const fo = 'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'

const parts = ['content.xml', 'meta.xml', 'styles.xml']
const manifest = `${head}<manifest:manifest ${namespace('manifest')} manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="${mediaType}"/>${parts.map((part) => `<manifest:file-entry manifest:full-path="${part}" manifest:media-type="text/xml"/>`).join('')}</manifest:manifest>`

const meta = ({ title }: Sheet): string =>
  `${head}<office:document-meta ${namespace('office')} ${namespace('meta')} xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"><office:meta><meta:generator>Morchid</meta:generator><dc:title>${escaped(title)}</dc:title></office:meta></office:document-meta>`

/** A landscape page: registers are wide. */
const styles = `${head}<office:document-styles ${namespace('office')} ${namespace('style')} ${fo} office:version="1.3"><office:automatic-styles><style:page-layout style:name="page"><style:page-layout-properties fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape" fo:margin-top="1.5cm" fo:margin-bottom="1.5cm" fo:margin-left="1.5cm" fo:margin-right="1.5cm"/></style:page-layout></office:automatic-styles><office:master-styles><style:master-page style:name="Default" style:page-layout-name="page"/></office:master-styles></office:document-styles>`

const content = ({ title, rows, rightToLeft = false }: Sheet): string => {
  const [heading = [], ...others] = rows
  const columns = rows.reduce((most, row) => Math.max(most, row.length), 1)
  const direction = rightToLeft ? 'rl-tb' : 'lr-tb'
  return [
    `${head}<office:document-content ${namespace('office')} ${namespace('table')} ${namespace('text')} ${namespace('style')} ${fo} office:version="1.3">`,
    '<office:automatic-styles>',
    `<style:style style:name="sheet" style:family="table" style:master-page-name="Default"><style:table-properties style:writing-mode="${direction}"/></style:style>`,
    '<style:style style:name="column" style:family="table-column"><style:table-column-properties style:column-width="4cm" style:use-optimal-column-width="true"/></style:style>',
    '<style:style style:name="heading" style:family="table-cell"><style:text-properties fo:font-weight="bold"/></style:style>',
    '</office:automatic-styles><office:body><office:spreadsheet>',
    `<table:table table:name="${escaped(sheetName(title))}" table:style-name="sheet">`,
    `<table:table-column table:style-name="column" table:number-columns-repeated="${columns}"/>`,
    `<table:table-header-rows>${rowXml(heading, 'heading')}</table:table-header-rows>`,
    ...others.map((row) => rowXml(row, null)),
    '</table:table></office:spreadsheet></office:body></office:document-content>',
  ].join('')
}

const rowXml = (row: readonly string[], style: string | null): string =>
  `<table:table-row>${row.map((text) => cellXml(text, style)).join('') || '<table:table-cell/>'}</table:table-row>`

const cellXml = (text: string, style: string | null): string => {
  if (text === '') return '<table:table-cell/>'
  const named = style === null ? '' : ` table:style-name="${style}"`
  const lines = text.split(/\r\n|\r|\n/).map((line) => `<text:p>${spaced(escaped(line))}</text:p>`)
  return `<table:table-cell${named} office:value-type="string">${lines.join('')}</table:table-cell>`
}

/** Spaces that XML readers may drop, said as the format says them. */
const spaced = (text: string): string =>
  text.replaceAll('\t', '<text:tab/>').replace(/^ | {2,}| $/g, (run) => `<text:s text:c="${run.length}"/>`)

const escaped = (text: string): string =>
  [...text]
    .filter(isXml)
    .join('')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

/** XML 1.0 has no way to say the other characters. */
const isXml = (character: string): boolean => {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd
  return (code < 0xd800 || code > 0xdfff) && code !== 0xfffe && code !== 0xffff
}

/** What office suites refuse in the name of a sheet, and its longest. */
const sheetName = (title: string): string =>
  title
    .replace(/[[\]*?:/\\']/g, ' ')
    .slice(0, 31)
    .trim() || 'Morchid'
