// The mandate of the paper in hand, and the person's way to end it: on their own side of the screen, on any point,
// without a network, whether the dossier is on this device or not.
import { useEffect, useState } from 'preact/hooks'
import { revokeScript } from '../../models/cards/revoke-script.ts'
import type { StandingMandate } from '../../models/cards/revoke-script.ts'
import { lineOf } from '../../models/line-of.ts'
import { mandateOf, revokeElsewhere } from '../../models/receipt-desk.ts'
import type { MandateSeen } from '../../models/receipt-desk.ts'
import { revokeMandate } from '../../models/request.ts'
import { variety } from '../../models/visit.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ButtonRow } from '../../ui/page.tsx'
import { Pictogram } from '../../ui/pictogram.tsx'
import './find.css'
import { t } from './text.ts'
import { hearer, turnTo } from './turning.ts'

interface MandateStopProps {
  dossier: string
  /** The act it was filed by, from the seal; null when the dossier is on this device. */
  filed: string | null
  mandate: StandingMandate
}

export const MandateStop = ({ dossier, filed, mandate }: MandateStopProps) => {
  const [seen, setSeen] = useState<MandateSeen | null>(null)
  // Taken back at another point meanwhile: its line in the list changes with the act.
  const line = lineOf(dossier)
  useEffect(() => {
    let left = false
    void mandateOf(dossier).then((found) => left || setSeen(found))
    return () => {
      left = true
    }
  }, [dossier, line])

  if (seen === null) return null
  if (seen.isRevoked)
    return (
      <Notice tone="success" title={t('paper.revoked')}>
        {t('paper.revoked-hint')}
      </Notice>
    )
  const standing = { ...mandate, until: seen.until ?? mandate.until }
  if (standing.until === null) return null
  const turn = () => {
    turnTo(
      revokeScript({
        mandate: standing,
        variety,
        hearer,
        revoke: () => revoke(dossier, filed),
      }),
      () => null,
    )
  }
  return (
    <div class="paper-mandate">
      <Pictogram name="mandate" size={56} />
      <p>{t('paper.stands')}</p>
      <ButtonRow>
        <Button kind="primary" size="large" icon="hand" shortcut="T" onClick={turn}>
          {t('paper.stop')}
        </Button>
      </ButtonRow>
    </div>
  )
}

/** Written for the record, whichever language it was asked in. */
const reason = 'Retiré par la personne, avec son reçu. / سحبه المعني بالأمر بوصله.'

const revoke = async (dossier: string, filed: string | null): Promise<void> => {
  const written = await revokeMandate(dossier, reason)
  if (written.ok) return
  if (written.error.type !== 'absent' || filed === null) throw new Error(`not revoked: ${written.error.type}`)
  await revokeElsewhere({ dossier, filed }, reason)
}
