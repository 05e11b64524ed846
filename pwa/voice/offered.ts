// The voices this build comes with, known without asking anybody.
import offered from 'virtual:voices'
import type { OfferedVoice } from './pack-index.ts'

export const offeredVoices: readonly OfferedVoice[] = offered
