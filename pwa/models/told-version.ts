// The app's version as a device tells it to the commune: with what is wrong with its second copy, as the build part that
// version numbers have for such a thing. Servers and lists that do not know of it show it as it stands.

/** `none`: the browser has no place for one; `full`: it does not go in any more. */
export type MirrorTold = 'on' | 'none' | 'full'

const parts: { readonly [M in MirrorTold]: string } = { on: '', none: '+no-mirror', full: '+mirror-full' }

export const toldVersion = (version: string, mirror: MirrorTold): string => version + parts[mirror]

export const readToldVersion = (told: string): { readonly version: string; readonly mirror: MirrorTold } => {
  for (const mirror of ['none', 'full'] as const)
    if (told.endsWith(parts[mirror])) return { version: told.slice(0, -parts[mirror].length), mirror }
  return { version: told, mirror: 'on' }
}
