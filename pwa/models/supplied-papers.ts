// Papers that the office asked for, brought to the counter: photographed page by page, then told in one act. Until then the
// pages are noted on this device only, so that a killed tab loses none.
import { signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import * as v from 'valibot'
import type { Act } from '../../shared/dossier/act.ts'
import { byPage, papersShape, type Paper } from '../../shared/dossier/paper.ts'
import type { RuleError } from '../../shared/dossier/rules.ts'
import type { Result } from '../../shared/text/result.ts'
import type { DeviceDisk } from '../storage/device-disk.ts'
import { createKeptPages } from './kept-pages.ts'
import type { KeptPages, PaperKeeper } from './kept-pages.ts'
import type { LiveDossier } from './live-dossier.ts'

export interface SuppliedPapers extends KeptPages {
  /** Kept here, told to nobody yet. */
  readonly pages: ReadonlySignal<readonly Paper[]>
  /** With its pages, or as an original that was seen. */
  supply(piece: string): Promise<Result<Act, RuleError>>
}

interface Parts {
  readonly live: Pick<LiveDossier, 'id' | 'note' | 'write'>
  readonly disk: Pick<DeviceDisk, 'fact'>
  readonly papers: PaperKeeper
}

export const openSuppliedPapers = async ({ live, disk, papers }: Parts): Promise<SuppliedPapers> => {
  const key = `supply:${live.id}` as const
  const known = v.safeParse(papersShape, await disk.fact(key))
  const pages = signal<readonly Paper[]>(known.success ? known.output : [])
  const noteOf = (list: readonly Paper[]) => [{ key, value: list.length === 0 ? null : list }] as const

  return {
    ...createKeptPages({
      dossier: live.id,
      papers,
      named: () => pages.peek(),
      name: async (gone, come) => {
        const left = [...gone, ...come].map(({ hash }) => hash)
        const next = [...pages.peek().filter(({ hash }) => !left.includes(hash)), ...come].sort(byPage)
        await live.note(noteOf(next))
        pages.value = next
      },
    }),
    pages,
    supply: async (piece) => {
      const own = pages.peek().filter((page) => page.piece === piece)
      const others = pages.peek().filter((page) => page.piece !== piece)
      const payload =
        own.length === 0 ? { pieces: [piece], capture: 'seen' } : { pieces: [piece], capture: 'photo', papers: own }
      const written = await live.write('piece-supplied', payload, noteOf(others))
      if (written.ok) pages.value = others
      return written
    },
  }
}
