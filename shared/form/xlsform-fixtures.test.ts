// Public fixtures with known results: ODK's XForms (one feature each) and pyxform's pairs of an XLSForm and the XForm it
// must become. They lie beside the repository; without them this file is skipped.
import { existsSync, readFileSync } from 'node:fs'
import { inflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { evaluate } from './evaluate.ts'
import type { FieldState, FormState } from './evaluate.ts'
import { csvToSheets, markdownToSheets, sheetsToSource } from './fixtures/xlsform.ts'
import type { Sheets } from './fixtures/xlsform.ts'
import { every, readXml } from './fixtures/xml.ts'
import { xformToSource } from './fixtures/xform.ts'
import type { Answers, FormSource } from './form.ts'
import { parseForm } from './parse.ts'
import type { Form } from './parse.ts'
import type { FormNode } from './tree.ts'

const home = new URL('../../../shared/data/xforms/', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, home), 'utf8')
const context = { today: '2026-11-21', now: '2026-11-21T08:30:00.000Z' }

function load(source: FormSource): Form {
  const form = parseForm(source)
  if (!form.ok) throw new Error(form.error.map((one) => `${one.row}.${one.column}: ${one.detail.fr}`).join('\n'))
  return form.value
}
const odk = (name: string): Form => load(xformToSource(read(`odk/${name}.xml`)))
const answer = (form: Form, answers: Answers): FormState => evaluate(form, answers, context)
const field = (state: FormState, key: string): FieldState => {
  const found = state.byKey.get(key)
  if (!found) throw new Error(`no field ${key}`)
  return found
}
const problem = (state: FormState, key: string): string | null => field(state, key).problem?.code ?? null

describe.skipIf(!existsSync(home))('ODK XForms', () => {
  test('01-basic-repeat: each instance has its own field, with the default of the form', () => {
    const state = answer(odk('01-basic-repeat'), { rep: ['k1', 'k2'], 'rep[k2].a': 'typed' })
    expect(state.values).toEqual({ rep: ['k1', 'k2'], 'rep[k1].a': 'default value', 'rep[k2].a': 'typed' })
    expect(field(state, 'rep[k2].a').instance).toEqual({ repeat: 'rep', key: 'rep[k2]', id: 'k2', index: 1 })
  })

  test('01-itext-basic: one text question, nothing asked of it', () => {
    const state = answer(odk('01-itext-basic'), {})
    expect(state.fields.map((one) => [one.key, one.kind, one.required])).toEqual([['q1', 'text', false]])
    expect(state.complete).toBe(true)
  })

  test('1-calculate-simple: the second is twice the first, whatever was stored for it', () => {
    const form = odk('1-calculate-simple.xform')
    expect(answer(form, {}).values).toEqual({ 'first-question': '1', 'second-question': '2' })
    expect(answer(form, { 'first-question': '21', 'second-question': 'x' }).values['second-question']).toBe('42')
    expect(answer(form, { 'first-question': 'abc' }).values).toEqual({ 'first-question': 'abc' })
  })

  test('1-static-selects: the defaults are chosen, an unknown fruit is a problem', () => {
    const form = odk('1-static-selects')
    const state = answer(form, {})
    expect(state.values).toEqual({ fruit: 'cherry', fruits: ['blackberry', 'peach'] })
    expect(field(state, 'fruit').choices).toHaveLength(12)
    expect(problem(answer(form, { fruit: 'tomato' }), 'fruit')).toBe('choice')
    expect(problem(answer(form, { fruits: ['peach', 'tomato'] }), 'fruits')).toBe('choice')
    expect(problem(answer(form, { fruits: ['peach', 'blackberry'] }), 'fruits')).toBe(null)
  })

  test('1-validation: required and constraint speak the form’s own words', () => {
    const form = odk('1-validation')
    const empty = answer(form, {})
    expect(empty.fields.filter((one) => one.problem).map((one) => one.key)).toEqual([
      'first_name',
      'last_name',
      'profession',
      'citizen',
      'age',
    ])
    expect(field(empty, 'last_name').problem?.message.fr).toBe('Please enter the Last Name')
    expect(field(empty, 'profession').problem?.message.fr).toBe('Please enter your profession')
    expect(empty.complete).toBe(false)
    const wrong = answer(form, { favourite_color: 'blue', citizen: ['pk'], age: '18' })
    expect(problem(wrong, 'favourite_color')).toBe('constraint')
    expect(field(wrong, 'citizen').problem?.message.fr).toBe('It has to be two')
    expect(field(wrong, 'age').problem?.message.fr).toBe('Age has to be between 18 and 100')
    const right = {
      first_name: 'A',
      last_name: 'B',
      profession: 'C',
      favourite_color: 'red',
      citizen: ['pk', 'ca'],
      age: '19',
    }
    expect(answer(form, right).complete).toBe(true)
    expect(problem(answer(form, { ...right, age: '100' }), 'age')).toBe('constraint')
  })

  test('13-repeat-count: as many instances as the answer says, each knows its position', () => {
    const form = odk('13-repeat-count')
    expect(answer(form, {}).values['rep']).toHaveLength(50)
    const state = answer(form, { reps: '3', rep: ['first'] })
    expect(state.values['rep']).toEqual(['first', '2', '3'])
    expect(['first', '2', '3'].map((id) => state.values[`rep[${id}].b`])).toEqual(['1', '2', '3'])
    expect(answer(form, { reps: '1', rep: ['x', 'y'], 'rep[y].a': 'gone' }).values).toEqual({
      reps: '1',
      rep: ['x'],
      'rep[x].a': '[template default value]',
      'rep[x].b': '1',
    })
  })

  test('2-relevant-simple: the default counts only while it is relevant', () => {
    const form = odk('2-relevant-simple.xform')
    expect(answer(form, {}).values).toEqual({ 'first-question': '1' })
    expect(answer(form, { 'first-question': '3' }).values['second-question']).toBe('default if relevant')
    const hidden = answer(form, { 'first-question': '2', 'second-question': 'kept' })
    expect(hidden.values).toEqual({ 'first-question': '2' })
    expect(field(hidden, 'second-question').value).toBe('kept')
  })

  test('2-simple-required: incomplete until the name is given', () => {
    const form = odk('2-simple-required')
    expect(problem(answer(form, {}), 'first_name')).toBe('required')
    expect(problem(answer(form, { first_name: '  ' }), 'first_name')).toBe('required')
    expect(answer(form, { first_name: 'Itto' }).complete).toBe(true)
  })

  test('3-relevant-calculate: a calculation leaves the values with its relevance', () => {
    const form = odk('3-relevant-calculate')
    expect(answer(form, { 'first-question': '4' }).values).not.toHaveProperty('third-question')
    expect(answer(form, { 'first-question': '4', 'second-question': 'yes' }).values['third-question']).toBe('12')
  })

  test('4-calculate-required: required follows an expression', () => {
    const form = odk('4-calculate-required')
    expect(field(answer(form, {}), 'second-question')).toMatchObject({ required: true, value: '20', problem: null })
    expect(field(answer(form, { 'first-question': '1' }), 'second-question').required).toBe(false)
    expect(problem(answer(form, { 'first-question': 'x' }), 'second-question')).toBe(null)
  })

  test('5-relevant-readonly: readonly follows an expression', () => {
    const form = odk('5-relevant-readonly')
    const flags = (first: string): unknown =>
      ['second-question', 'third-question'].map((key) => {
        const { relevant, readOnly } = field(answer(form, { 'first-question': first }), key)
        return { relevant, readOnly }
      })
    expect(flags('1')).toEqual([
      { relevant: true, readOnly: true },
      { relevant: false, readOnly: true },
    ])
    expect(flags('3')).toEqual([
      { relevant: false, readOnly: true },
      { relevant: true, readOnly: true },
    ])
    expect(flags('4')).toEqual([
      { relevant: false, readOnly: true },
      { relevant: true, readOnly: false },
    ])
  })

  test('5-select-types: refused on load, as its title asks: spaces in a multiple choice, one name twice', () => {
    const source = xformToSource(read('odk/5-select-types.xml'))
    const refused = parseForm(source)
    if (refused.ok) throw new Error('it loaded')
    const names = (code: string): readonly unknown[] =>
      refused.error.filter((one) => one.code === code).map((one) => source.survey[one.row - 1]?.name)
    expect(names('list')).toEqual(['string-value', 'implicit-string-value'])
    expect(names('duplicate')).toEqual(['string-value', 'implicit-string-value', 'int-value', 'decimal-value'])

    const single = load({
      ...source,
      survey: source.survey.slice(
        0,
        source.survey.findIndex((row) => row.name === 'sel-n'),
      ),
    })
    expect(answer(single, {}).values).toEqual({
      'select-relevance': 'yes',
      'string-value': 'explicit string',
      'implicit-string-value': 'implicit string',
      'int-value': '123',
      'decimal-value': '45.67',
    })
    expect(answer(single, { 'select-relevance': 'no' }).values).toEqual({ 'select-relevance': 'no' })
    expect(problem(answer(single, { 'int-value': '45.67' }), 'int-value')).toBe('choice')
  })

  test('6-relevant-calculate-group: a group takes its rows with it', () => {
    const form = odk('6-relevant-calculate-group')
    const answers = { 'second-question': 'b', 'grouped-b': 'kept' }
    expect(answer(form, answers).values).toEqual({ 'second-question': 'b' })
    const shown = answer(form, { ...answers, 'first-question': 'y' })
    expect(shown.values).toMatchObject({ 'grouped-a': 'second = b', 'grouped-b': 'kept' })
    expect(field(shown, 'grouped-a')).toMatchObject({ readOnly: true, group: ['grp'] })
  })

  test('date-and-time: dates must exist, and compare with today', () => {
    const form = odk('date-and-time')
    const empty = answer(form, {})
    expect(empty.fields.map((one) => one.kind)).toEqual(['date', 'date', 'date', 'date', 'time', 'dateTime'])
    expect(problem(empty, 'survey_date')).toBe('required')
    expect(empty.values).toEqual({ time: '22:02:10.562+07:00' })
    expect(field(empty, 'fruits_date').relevant).toBe(false)
    const past = answer(form, { survey_date: '2024-02-29', date_of_birth: '2026-11-21' })
    expect(field(past, 'vegetables_date')).toMatchObject({ relevant: true, readOnly: true })
    expect(past.complete).toBe(true)
    expect(field(answer(form, { date_of_birth: '2026-11-22' }), 'vegetables_date').readOnly).toBe(false)
    expect(problem(answer(form, { survey_date: '2023-02-29' }), 'survey_date')).toBe('type')
    expect(problem(answer(form, { last_full_meal: '2026-11-20T24:10' }), 'last_full_meal')).toBe('type')
  })

  test('geopoint: a required position, on Earth', () => {
    const form = odk('geopoint')
    const key = 'location_with_default_attributes'
    expect(field(answer(form, {}), 'intro').readOnly).toBe(true)
    expect(problem(answer(form, {}), key)).toBe('required')
    expect(answer(form, { [key]: { lat: 31.9, lon: -5.6, accuracy: 8 } }).complete).toBe(true)
    expect(problem(answer(form, { [key]: { lat: 91, lon: 0 } }), key)).toBe('type')
  })

  test('image-capture: pictures, and questions that open with an answer', () => {
    const form = odk('image-capture')
    const none = answer(form, { cat_image: 'h1', have_birds: 'no' })
    expect(none.complete).toBe(true)
    expect(field(none, 'bird_image').relevant).toBe(false)
    const birds = answer(form, { cat_image: 'h1', have_birds: 'yes' })
    expect(field(birds, 'bird_image')).toMatchObject({ kind: 'image', relevant: true, readOnly: false })
    expect(problem(birds, 'fruits')).toBe('required')
    const [fruit] = field(birds, 'fruits').choices
    const chosen = answer(form, { cat_image: 'h1', have_birds: 'yes', fruits: [fruit?.name ?? ''] })
    expect(chosen.complete).toBe(true)
    expect(field(chosen, 'bird_image').readOnly).toBe(true)
  })

  test('numeric-value-types: int, decimal and text hold their bounds; copies follow', () => {
    const form = odk('numeric-value-types')
    const first = answer(form, {})
    expect(problem(first, 'int-q')).toBe('constraint')
    expect(problem(first, 'decimal-q')).toBe(null)
    expect(problem(first, 'numbers-q')).toBe(null)
    expect(first.values).toMatchObject({
      'int-q': 1,
      'int-val': '1',
      'decimal-q': 1.5,
      'decimal-val': '1.5',
      'numbers-val': '95',
    })
    const second = answer(form, { 'int-q': 2, 'decimal-q': 2.5, 'numbers-q': '94.99', 'thousands-int': 2 ** 31 })
    expect(problem(second, 'int-q')).toBe(null)
    expect(problem(second, 'decimal-q')).toBe('constraint')
    expect(problem(second, 'numbers-q')).toBe('constraint')
    expect(problem(second, 'thousands-int')).toBe('type')
    expect(problem(answer(form, { 'int-q': 2.5 }), 'int-q')).toBe('type')
  })

  test('presentation-group: everything in the group is required', () => {
    const form = odk('presentation-group')
    const empty = answer(form, {})
    expect(empty.fields.map((one) => [one.key, one.kind, one.required, one.group])).toEqual([
      ['text', 'text', true, ['group']],
      ['number', 'integer', true, ['group']],
      ['date', 'date', true, ['group']],
      ['time', 'time', true, ['group']],
      ['location', 'geopoint', true, ['group']],
      ['barcode', 'barcode', true, ['group']],
    ])
    const full = {
      text: 'x',
      number: 3,
      date: '2018-02-13',
      time: '10:00',
      location: { lat: 0, lon: 0 },
      barcode: '123',
    }
    expect(answer(form, full).complete).toBe(true)
    expect(answer(form, { ...full, barcode: '' }).complete).toBe(false)
  })

  test('socio-economic-survey: refused for its look-up in another list; all else works', () => {
    const source = xformToSource(read('odk/socio-economic-survey-v20240515.xml'))
    const refused = parseForm(source)
    if (refused.ok) throw new Error('it loaded')
    expect(refused.error.map((one) => [source.survey[one.row - 1]?.name, one.column])).toEqual([
      ['SEClass', 'calculation'],
    ])

    const form = load({ ...source, survey: source.survey.filter((row) => row.name !== 'SEClass') })
    const persons = { familyMembers: ['m1'], 'familyMembers[m1].firstNameFM': 'A', 'familyMembers[m1].gender': '2' }
    const head = { region: 'AKG', district: 'Skardu', residentialAddress: 'x', primaryContactNo: '1', internetHH: '2' }
    const state = answer(form, { ...head, ...persons, 'familyMembers[m1].diseases': ['1'] })
    expect(field(state, 'district').choices.map((one) => one.name)).toEqual(['Gilgit', 'Skardu', 'Sul,Dan&Oshikhandas'])
    expect(field(state, 'internetType').relevant).toBe(false)
    expect(field(state, 'se_list').relevant).toBe(false)
    expect(state.complete).toBe(true)
    expect(problem(answer(form, { ...head, district: 'Lahore&Sialkot' }), 'district')).toBe('choice')
    expect(problem(answer(form, { ...head, internetHH: '1' }), 'internetType')).toBe('required')
    const visited = {
      ...persons,
      'familyMembers[m1].healthVisit': '1',
      'familyMembers[m1].diseases': ['1', '2', '3', '4'],
    }
    const health = answer(form, { ...head, ...visited })
    expect(problem(health, 'familyMembers[m1].healthFacility')).toBe('required')
    expect(field(health, 'familyMembers[m1].reasonForNoHealthVisit').relevant).toBe(false)
    expect(field(health, 'familyMembers[m1].diseases').problem?.message.fr).toBe('Up to 3 options can be selected')
    expect(field(health, 'familyMembers[m1].diseases').group).toEqual(['familyMembers', 'persons', 'health'])
  })
})

/** What two readings of one form must agree on. */
const outline = (nodes: readonly FormNode[]): unknown =>
  nodes.map((node) => ({
    name: node.name,
    type: node.type,
    relevant: node.relevant,
    ...(node.type === 'field'
      ? {
          kind: node.kind,
          constraint: node.constraint,
          message: node.row.constraint_message?.fr,
          calculation: node.calculation,
          initial: node.initial,
          filter: node.choiceFilter,
          choices: node.list?.choices?.map((one) => [one.name, one.label.fr]),
        }
      : { children: outline(node.children) }),
  }))

/** The sheets of an .xlsx: a zip of XML, read from its central directory. */
function xlsxToSheets(path: string): Sheets {
  const zip = readFileSync(new URL(path, home))
  const files = new Map<string, string>()
  let at = zip.readUInt32LE(zip.lastIndexOf('PK\u0005\u0006') + 16)
  while (zip.readUInt32LE(at) === 0x02014b50) {
    const [packed, nameLength] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28)]
    const local = zip.readUInt32LE(at + 42)
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const bytes = zip.subarray(from, from + packed)
    const text = zip.readUInt16LE(at + 10) === 8 ? inflateRawSync(bytes) : bytes
    files.set(zip.toString('utf8', at + 46, at + 46 + nameLength), text.toString('utf8'))
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  const strings = every(readXml(files.get('xl/sharedStrings.xml') ?? ''), 'si').map((one) =>
    every(one, 't')
      .map((part) => part.text)
      .join(''),
  )
  const names = every(readXml(files.get('xl/workbook.xml') ?? ''), 'sheet').map((one) => one.attributes['name'] ?? '')
  return new Map(
    names.map((name, i) => {
      const rows = every(readXml(files.get(`xl/worksheets/sheet${i + 1}.xml`) ?? ''), 'row').map((row) => {
        const cells: string[] = []
        for (const cell of every(row, 'c')) {
          const value = every(cell, 'v')[0]?.text ?? ''
          const column = (cell.attributes['r'] ?? 'A').charCodeAt(0) - 65
          cells[column] = cell.attributes['t'] === 's' ? (strings[Number(value)] ?? '') : value
        }
        return Array.from(cells, (cell) => cell ?? '')
      })
      return [name, rows.filter((cells) => cells.some((cell) => cell !== ''))]
    }),
  )
}

describe.skipIf(!existsSync(home))('pyxform pairs: the XLSForm and its XForm are the same form to us', () => {
  test('yes_or_no_question: .md and expected .json', () => {
    const form = load(sheetsToSource(markdownToSheets(read('pyxform/yes_or_no_question.md'))))
    const expected: {
      children: { name: string; label: { english: string }; choices?: { name: string; label: { english: string } }[] }[]
    } = JSON.parse(read('pyxform/yes_or_no_question.json'))
    const [question] = expected.children
    const state = field(answer(form, {}), question?.name ?? '')
    expect(state.kind).toBe('select_one')
    expect(state.row.label?.fr).toBe(question?.label.english)
    expect(state.choices.map((one) => [one.name, one.label.fr])).toEqual(
      question?.choices?.map((one) => [one.name, one.label.english]),
    )
  })

  test('widgets: .csv, except video which is refused by its row, and expected .xml', () => {
    const source = sheetsToSource(csvToSheets(read('pyxform/widgets.csv')))
    const refused = parseForm(source)
    if (refused.ok) throw new Error('it loaded')
    expect(refused.error.map((one) => [one.row, one.column, one.code])).toEqual([[14, 'type', 'type']])
    const ours = load({ ...source, survey: source.survey.filter((row) => row.type !== 'video') })
    const expected = xformToSource(read('pyxform/widgets.xml'))
    const theirs = load({ ...expected, survey: expected.survey.filter((row) => row.type !== 'video') })
    // The .xml comes from a longer sheet: what the .csv has must be there, and the same.
    // The one exception is `autocomplete`, a row that came to the .csv later.
    const shared = (nodes: readonly FormNode[], other: Form): unknown =>
      outline(nodes.filter((node) => other.byName.has(node.name)))
    expect([...ours.byName.keys()].filter((name) => !theirs.byName.has(name))).toEqual(['autocomplete'])
    expect(shared(ours.nodes, theirs)).toEqual(shared(theirs.nodes, ours))
    const state = answer(ours, {})
    expect(state.values).toEqual({ my_decimal: 18.31, my_date: '2010-06-15', my_select: ['a', 'c'], my_select1: '8' })
    expect(field(state, 'my_date').problem?.message.fr).toBe('only future dates allowed')
    expect(problem(answer(ours, { my_date: '2026-11-21' }), 'my_date')).toBe(null)
    expect(problem(answer(ours, { my_select: ['c', 'd'] }), 'my_select')).toBe('constraint')
    expect(problem(answer(ours, { my_int: 10 }), 'my_int')).toBe('constraint')
    expect(problem(answer(ours, { my_int: 9 }), 'my_int')).toBe(null)
    expect(field(answer(ours, { my_trigger: 'OK' }), 'my_trigger')).toMatchObject({
      kind: 'acknowledge',
      problem: null,
    })
  })

  test('or_other: .xlsx; its filter lacks quotes, which is said; mended, it is the expected .xml', () => {
    const source = sheetsToSource(xlsxToSheets('pyxform/or_other.xlsx'))
    const refused = parseForm(source)
    if (refused.ok) throw new Error('it loaded')
    expect(refused.error.map((one) => [one.row, one.column, one.code])).toEqual([[2, 'choice_filter', 'reference']])
    const mend = (one: FormSource): FormSource => ({
      ...one,
      survey: one.survey.map((row) => (row.choice_filter ? { ...row, choice_filter: "pastel = 'yes'" } : row)),
    })
    const ours = load(mend(source))
    const theirs = load(mend(xformToSource(read('pyxform/or_other.xml'))))
    const names = (form: Form, answers: Answers, key: string): readonly string[] =>
      field(answer(form, answers), key).choices.map((one) => one.name)
    expect([...ours.byName.keys()]).toEqual([...theirs.byName.keys()])
    for (const name of ours.byName.keys()) {
      expect(ours.byName.get(name)?.relevant).toEqual(theirs.byName.get(name)?.relevant)
      expect(names(ours, {}, name)).toEqual(names(theirs, {}, name))
    }
    expect(names(ours, {}, 'fav_color')).toContain('other')
    expect(names(ours, {}, 'fav_pastel')).toEqual(['mauve', 'apricot'])
    expect(field(answer(ours, { fav_color: 'other' }), 'fav_color_other').relevant).toBe(true)
    expect(field(answer(ours, { fav_color: 'red' }), 'fav_color_other').relevant).toBe(false)
  })

  test('pull_data: .xlsx and .xml are both refused, naming pulldata()', () => {
    for (const source of [
      sheetsToSource(xlsxToSheets('pyxform/pull_data.xlsx')),
      xformToSource(read('pyxform/pull_data.xml')),
    ]) {
      const refused = parseForm(source)
      if (refused.ok) throw new Error('it loaded')
      expect(refused.error.map((one) => [one.row, one.column])).toEqual([[1, 'calculation']])
      expect(refused.error[0]?.detail.ar).toContain('pulldata()')
    }
  })

  test('table-list: the expected .xml loads, its selects share their lists', () => {
    const form = load(xformToSource(read('pyxform/table-list.xml')))
    const state = answer(form, { table_list_3: 'yes', happy_sad_brian: ['happy', 'sad'], happy_sad_michael: ['angry'] })
    expect(field(state, 'table_list_3')).toMatchObject({ problem: null, group: ['table_list_test2'] })
    expect(problem(state, 'happy_sad_brian')).toBe(null)
    expect(problem(state, 'happy_sad_michael')).toBe('choice')
  })

  test('repeat_date_test: the expected .xml repeats as often as it calculates', () => {
    const form = load(xformToSource(read('pyxform/repeat_date_test.xml')))
    const state = answer(form, { 'repeat_test[1].table_list_3': 'no' })
    expect(state.values['repeat_test']).toEqual(['1'])
    expect(state.fields.map((one) => one.key)).toEqual([
      'generated_note_name_2',
      'repeat_count',
      'repeat_test',
      'repeat_test[1].table_list_3',
      'repeat_test[1].table_list_4',
      'generated_note_name_8',
    ])
    expect(field(state, 'repeat_test[1].table_list_3')).toMatchObject({ kind: 'select_one', problem: null })
  })

  test('sheets without an expected result: plain ones load, loops and includes are refused by name', () => {
    const sheet = (name: string) => parseForm(sheetsToSource(markdownToSheets(read(`pyxform/${name}.md`))))
    expect(sheet('text_and_integer').ok).toBe(true)
    const specify = sheet('specify_other')
    expect(specify.ok && [...specify.value.byName.keys()]).toEqual(['sex', 'sex_other'])
    const refusals = Object.fromEntries(
      ['group', 'include_json', 'loop'].map((name) => {
        const form = sheet(name)
        return [name, form.ok ? [] : form.error.map((one) => one.code)]
      }),
    )
    expect(refusals['group']).toEqual(['type'])
    expect(refusals['include_json']).toEqual(['type'])
    expect(refusals['loop']).toContain('type')
  })
})
