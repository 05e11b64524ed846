// Modules made by the build: compiled message catalogues, one a room and a language.
declare module 'virtual:messages/*' {
  const catalogue: Readonly<Record<string, (params: Readonly<Record<string, string | number>>) => string>>
  export default catalogue
}

declare module '*.css' {}

// Made by the build from voices/: what each voice pack weighs.
declare module 'virtual:voices' {
  const offered: readonly import('./voice/pack-index.ts').OfferedVoice[]
  export default offered
}
