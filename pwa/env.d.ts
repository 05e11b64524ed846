// Modules made by the build: compiled message catalogues, one a room and a language.
declare module 'virtual:messages/*' {
  const catalogue: Readonly<Record<string, (params: Readonly<Record<string, string | number>>) => string>>
  export default catalogue
}

declare module '*.css' {}
