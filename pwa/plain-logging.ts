// What Yjs warns of in the console, without colours. The build puts this in the place of lib0/logging, which brings a
// console drawn in the page, and a schema library behind it, to every device.
const style = Symbol('style')
export const BOLD = style
export const UNBOLD = style
export const ORANGE = style
export const RED = style

const words = (said: readonly unknown[]): readonly unknown[] => said.filter((one) => one !== style)

export const print = (...said: readonly unknown[]): void => console.log(...words(said))
export const warn = (...said: readonly unknown[]): void => console.warn(...words(said))
