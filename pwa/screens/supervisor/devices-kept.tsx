// What was ordered here and has not reached the server: said, because nothing has changed for anybody yet.
import type { StandingLine } from '../../models/fleet.ts'
import { link, syncNow } from '../../models/link.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { t } from './text.ts'

export function KeptOrders({ lines }: { readonly lines: readonly StandingLine[] }) {
  return (
    <>
      {lines.map((line) => (
        <Notice
          key={line.id}
          tone="info"
          action={
            <Button icon="send" busy={link.value.state === 'syncing'} onClick={() => void syncNow()}>
              {t('fleet-send')}
            </Button>
          }
        >
          {wordsOf(line)}
        </Notice>
      ))}
    </>
  )
}

const wordsOf = ({ kind, over }: StandingLine): string => {
  if (kind === 'device-lent' && over) return t('fleet-kept-device-returned')
  switch (kind) {
    case 'device-revoked':
    case 'device-erase-ordered':
    case 'device-lent':
    case 'work-admitted':
    case 'person-left':
      return t(`fleet-kept-${kind}`)
    default:
      return t('fleet-kept-order')
  }
}
