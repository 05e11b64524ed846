// The pictures a person can choose to find a request again: things everybody names at once, and nothing of the request.
import type { PictogramName } from '../../ui/pictogram.tsx'

export const sleepPictures: readonly PictogramName[] = ['mule', 'tree', 'house', 'baby', 'clock', 'road', 'car', 'man']
