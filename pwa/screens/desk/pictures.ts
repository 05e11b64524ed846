// Pictures named by data (a pack, a choice) with a fallback, so that a pack from elsewhere never leaves a hole.
import { isPictogramName } from '../../ui/known-pictogram.ts'
import type { PictogramName } from '../../ui/pictogram.tsx'

export const pictureOr = (name: string | undefined, fallback: PictogramName): PictogramName =>
  isPictogramName(name) ? name : fallback
