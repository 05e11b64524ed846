// Whether a name that comes from data (a pack, a form choice) is a picture of ours. Apart from the picture itself: the
// first screen draws some and needs no list of all.
import { pictogramNames, type PictogramName } from './pictogram-names.ts'

export const isPictogramName = (name: string | undefined): name is PictogramName =>
  (pictogramNames as readonly (string | undefined)[]).includes(name)
