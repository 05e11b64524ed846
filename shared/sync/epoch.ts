// The server's life number: a restore begins a new one, with a higher counter and a new random part (rule 4).
import type { Epoch } from './ports.ts'

/**
 * `new`: a restore since last time, everything is compared and offered again. `foreign`: an older life, or a twin born
 * from the same backup; it must not change the device.
 */
export const weighEpoch = (known: Epoch | null, told: Epoch): 'same' | 'new' | 'foreign' => {
  if (known === null) return 'same'
  if (told.counter > known.counter) return 'new'
  return told.counter === known.counter && told.random === known.random ? 'same' : 'foreign'
}
