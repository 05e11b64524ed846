// Modules made by the build: compiled message catalogues, one a room and a language.
declare module 'virtual:messages/*' {
  const catalogue: Readonly<Record<string, (params: Readonly<Record<string, string | number>>) => string>>
  export default catalogue
}

declare module '*.css' {}

// Made by the build from voices/: what each voice pack weighs.
declare module 'virtual:voices' {
  import type { OfferedVoice } from './voice/pack-index.ts'
  const offered: readonly OfferedVoice[]
  export default offered
}
