// The person said no: nothing was filed. They leave with a list, printed, of where to go and what to bring themselves.
import { useLocation } from 'preact-iso'
import { competentOffice } from '../../../shared/procedure/office.ts'
import type { ProcedurePack } from '../../../shared/procedure/pack.ts'
import { directory } from '../../models/session.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ButtonRow, Page } from '../../ui/page.tsx'
import { Pictogram } from '../../ui/pictogram.tsx'
import { paperWords as words } from './paper-words.ts'
import { pictureOr } from './pictures.ts'
import './receipt.css'
import { t } from './text.ts'
import { TwoLanguages } from './two-languages.tsx'

export const RefusedPage = ({ pack }: { pack: ProcedurePack }) => {
  const { route } = useLocation()
  const { service } = pack
  const office = directory.value === null ? null : competentOffice(pack, directory.value)
  return (
    <Page title={t('refused.title')}>
      <div class="screen-only stack">
        <Notice tone="info">{t('refused.what')}</Notice>
        <ButtonRow>
          <Button kind="primary" size="large" icon="print" shortcut="P" onClick={() => print()}>
            {t('refused.print')}
          </Button>
          <Button kind="secondary" size="large" icon="check" onClick={() => route('/end?filed=no', true)}>
            {t('receipt.end')}
          </Button>
        </ButtonRow>
      </div>
      <article class="receipt receipt--a5" aria-label={words.checklist.fr}>
        <header class="receipt__head">
          <Pictogram name={pictureOr(service.pictogram, 'papers')} size={64} />
          <div>
            <TwoLanguages class="receipt__title" text={words.checklist} />
            <TwoLanguages class="receipt__procedure" text={service.name} />
          </div>
        </header>
        <ul class="receipt__facts">
          <li>
            <Pictogram name="office" size={40} />
            <div>
              <TwoLanguages text={words.goTo} inline />
              <strong>
                <TwoLanguages text={office?.name ?? service.hasCompetentAuthority.name} />
              </strong>
            </div>
          </li>
          {(service.hasInputType.length === 0 ? [null] : service.hasInputType).map((item) => (
            <li key={item?.id ?? 'none'}>
              <Pictogram name={pictureOr(item?.pictogram, 'papers')} size={40} />
              <div>
                <TwoLanguages text={words.bring} inline />
                <strong>
                  <TwoLanguages text={item?.name ?? words.nothingToBring} />
                </strong>
              </div>
            </li>
          ))}
        </ul>
      </article>
    </Page>
  )
}
