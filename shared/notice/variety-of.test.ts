import { expect, test } from 'vitest'
import { actBy, openedAct } from '../dossier/testing/office.ts'
import { varietyOf } from './variety-of.ts'

test('a person is told in the language they chose, else the one they listened to, else that of the request', () => {
  const { procedure } = openedAct.payload
  const opened = actBy('fatima', 'opened', { procedure, lang: 'fr' }, [])
  const chosen = actBy('fatima', 'contact-chosen', { sms: true, callBack: 'tzm' }, [opened])
  const heard = new Map([['douar', { heard: 'shi' as const }]])
  expect(varietyOf([opened, chosen], heard)).toBe('tzm')
  expect(varietyOf([opened], heard)).toBe('shi')
  expect(varietyOf([opened], new Map())).toBe('fr')
  expect(varietyOf([openedAct], new Map())).toBe('ary')
})
