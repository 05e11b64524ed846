// Names of people and units for ids, as the directory of the commune knows them. An unknown id is shown as it is.
import { inLang } from '../../../shared/text/l10n.ts'
import { directory } from '../../models/session.ts'
import { lang } from '../../text/language.ts'

export const agentName = (id: string): string => directory.value?.agents.find((agent) => agent.id === id)?.name ?? id

export const unitName = (id: string): string => {
  const unit = directory.value?.units.find((one) => one.id === id)
  return unit ? inLang(unit.name, lang.value) : id
}

/** Where a person works; null for one the directory does not know. */
export const unitOfAgent = (id: string): string | null => {
  const unit = directory.value?.agents.find((agent) => agent.id === id)?.unit
  return unit === undefined ? null : unitName(unit)
}

/** Between two things of a list, in the language on screen. */
export const comma = (): string => (lang.value === 'ar' ? '، ' : ', ')
