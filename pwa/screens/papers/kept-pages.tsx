// The pages that were kept, and whether there is another.
import type { MadePage } from '../../papers/made-page.ts'
import { Button } from '../../ui/button.tsx'
import { t } from './text.ts'
import { usePicture } from './use-picture.ts'

interface KeptPagesProps {
  readonly pages: readonly MadePage[]
  readonly pageFrom: number
  readonly canAdd: boolean
  readonly onMore: () => void
  readonly onDone: () => void
}

export function KeptPages({ pages, pageFrom, canAdd, onMore, onDone }: KeptPagesProps) {
  return (
    <div class="take-paper__kept">
      <ul>
        {pages.map((page, at) => (
          <Kept key={page.hash} page={page} name={t('kept.page', { page: pageFrom + at })} />
        ))}
      </ul>
      <div class="button-row">
        <Button kind="primary" size="large" icon="check" shortcut="Enter" onClick={onDone}>
          {t('kept.done')}
        </Button>
        {canAdd ? (
          <Button size="large" icon="add" shortcut="N" onClick={onMore}>
            {t('kept.more')}
          </Button>
        ) : null}
      </div>
    </div>
  )
}

function Kept({ page, name }: { readonly page: MadePage; readonly name: string }) {
  const { width, height } = page.thumb
  return (
    <li>
      <img src={usePicture(page.thumb)} width={width} height={height} alt="" />
      <span>{name}</span>
    </li>
  )
}
