// What the one turned screen of this device uses while somebody sits at it: the voice of the cards, the helper's PIN,
// and how the screen lies on the desk. Nothing of it says anything of a person, and all of it goes when the device locks.
import { signal } from '@preact/signals'
import { player } from '../voice/voice.ts'
import { lock } from './session.ts'
import { createPinDoor, pinParts } from './turn-pin.ts'
import { createCardVoice } from './turn-voice.ts'

/** A tablet that lies flat between two people shows the person's side upside down. */
export const isFlipped = signal(false)
/** The person wears it: private cards may be said. */
export const hasHeadset = signal(false)

export const cardVoice = createCardVoice(player, () => hasHeadset.peek())
export const pinDoor = createPinDoor(pinParts(() => void lock()))
