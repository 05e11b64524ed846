// Names and times of devices and people as the supervisor's screens say them.
import type { DeviceSeen, Directory } from '../../../shared/access/directory.ts'
import { readToldVersion } from '../../models/told-version.ts'
import { formatAge, formatDate } from '../../text/format.ts'
import { lang } from '../../text/language.ts'
import { t } from './text.ts'

/** Kept apart from the words around it, whatever its direction. */
export const isolated = (words: string): string => `\u2068${words}\u2069`

/** The first six characters are what people read out; the whole id is told to nobody. */
export const shortId = (id: string): string => isolated(`\u200e${id.slice(0, 6)}`)

export const unitName = (directory: Pick<Directory, 'units'>, id: string | undefined): string =>
  directory.units.find((unit) => unit.id === id)?.name[lang.value] ?? id ?? ''

export const comma = (): string => (lang.value === 'ar' ? '، ' : ', ')

/** The server's time, in words: "Vu il y a 3 h". */
export const seenWords = (device: DeviceSeen, now: number): string =>
  device.lastSeen === null ? t('never-seen') : t('last-seen', { age: ageOf(device.lastSeen, now) })

export const ageOf = (iso: string, now: number): string => formatAge(Math.max(0, now - Date.parse(iso)), lang.value)

export const unsentWords = (device: DeviceSeen): string =>
  device.unsent === undefined ? t('fleet-unsent-unknown') : t('fleet-unsent', { n: device.unsent })

/** Which app it runs, and what its person should know of its second copy. */
export const appWords = (told: string): readonly string[] => {
  const { version, mirror } = readToldVersion(told)
  return [t('fleet-version', { version: isolated(version) }), ...(mirror === 'on' ? [] : [t(`fleet-mirror-${mirror}`)])]
}

export const loanWords = (directory: Pick<Directory, 'units'>, device: DeviceSeen): string => {
  const unit = isolated(unitName(directory, device.lentTo))
  return device.lentUntil === undefined
    ? t('fleet-lent-to', { unit })
    : t('fleet-lent-until', { unit, date: isolated(formatDate(device.lentUntil, lang.value)) })
}

/** When a device will do what it is told, honestly: not before it is heard of again. */
export const whenWords = (device: DeviceSeen, now: number): string =>
  device.lastSeen === null ? t('when-contact-never') : t('when-contact', { age: isolated(ageOf(device.lastSeen, now)) })
