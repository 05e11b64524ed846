// Types of two build tools that ship none: only what our scripts call.
declare module '@messageformat/core/compile-module.js' {
  import type MessageFormat from '@messageformat/core'

  /** Messages → the source of an ES module whose default export maps their ids to functions. */
  export default function compileModule(
    messageFormat: MessageFormat,
    messages: Readonly<Record<string, string>>,
  ): string
}

declare module 'subset-font' {
  /** A font with the glyphs of `text` alone. */
  export default function subsetFont(
    font: Uint8Array,
    text: string,
    options: { readonly targetFormat: 'woff2' },
  ): Promise<Uint8Array>
}
