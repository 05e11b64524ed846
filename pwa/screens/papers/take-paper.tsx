// One paper is photographed, page by page: aimed at, made small, judged by the helper, kept by the caller. Always with a
// way without any picture: the original was seen and shown. It writes nothing itself, and stops the camera when it goes.
import { useEffect, useMemo } from 'preact/hooks'
import type { Look } from '../../../shared/paper-image/look.ts'
import { kindOf } from '../../papers/look-at-file.ts'
import type { MadePage } from '../../papers/made-page.ts'
import { createPageMaker } from '../../papers/page-maker.ts'
import { openPdfFile } from '../../papers/pdf-file.ts'
import { createTaking, type Taking } from '../../papers/taking.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Pictogram, type PictogramName } from '../../ui/pictogram.tsx'
import { Progress } from '../../ui/progress.tsx'
import { Aim } from './aim.tsx'
import { FileChoice } from './file-choice.tsx'
import { Judge } from './judge.tsx'
import { KeptPages } from './kept-pages.tsx'
import { t } from './text.ts'
import { useCamera, type CameraHere } from './use-camera.ts'
import './take-paper.css'

export interface TakePaperProps {
  /** Its name in the language of the screen. */
  readonly paper: { readonly name: string; readonly pictogram: PictogramName }
  readonly look: Look
  /** Number of the first page taken here. */
  readonly pageFrom: number
  /** How many pages may still be added. */
  readonly mostPages: number
  /** False when the device is too full for a new picture. */
  readonly canKeep: boolean
  /** A strict write of the page and of its thumb; false when it was not kept. */
  readonly keep: (page: MadePage) => Promise<boolean>
  readonly onDone: (pages: number) => void
  /** "Original seen and shown", without a picture; null where there is no original. */
  readonly onSeen: (() => void) | null
  readonly onBack: () => void
}

export function TakePaper(props: TakePaperProps) {
  const maker = useMemo(createPageMaker, [])
  const taking = useMemo(
    () => createTaking({ maker, kindOf, openPdf: openPdfFile, keep: props.keep }, props.look, props.mostPages),
    [],
  )
  const here = useCamera(props.canKeep)
  useEffect(
    () => () => {
      taking.close()
      maker.close()
    },
    [],
  )
  const phase = taking.phase.value
  const { name, pictogram } = props.paper
  const page = props.pageFrom + taking.kept.value.length
  const words =
    phase.at === 'judging'
      ? { title: t('judge.title'), lead: t('judge.lead', { paper: name, page }) }
      : phase.at === 'kept'
        ? {
            title: t('kept.title', { count: taking.kept.value.length }),
            lead: taking.kept.value.length < props.mostPages ? t('kept.lead', { paper: name }) : t('kept.full'),
          }
        : { title: t('title', { paper: name, page }), lead: here.camera.value === null ? undefined : t('lead') }

  return (
    <Page {...words} wide picture={<Pictogram name={pictogram} size={56} />} back={props.onBack} backLabel={t('back')}>
      <div class="take-paper">
        {phase.at === 'aiming' ? (
          <Aiming here={here} taking={taking} maker={maker} canKeep={props.canKeep} onSeen={props.onSeen} />
        ) : phase.at === 'working' ? (
          <Progress label={t('working')} />
        ) : phase.at === 'judging' ? (
          <Judge taking={taking} phase={phase} />
        ) : (
          <KeptPages
            pages={taking.kept.value}
            pageFrom={props.pageFrom}
            canAdd={taking.kept.value.length < props.mostPages}
            onMore={taking.more}
            onDone={() => props.onDone(taking.kept.value.length)}
          />
        )}
      </div>
    </Page>
  )
}

interface AimingProps {
  readonly here: CameraHere
  readonly taking: Taking
  readonly maker: ReturnType<typeof createPageMaker>
  readonly canKeep: boolean
  readonly onSeen: (() => void) | null
}

function Aiming({ here, taking, maker, canKeep, onSeen }: AimingProps) {
  const problem = taking.problem.value
  const camera = here.camera.value
  const why = here.why.value
  return (
    <>
      {problem === null ? null : (
        <Notice tone="warning" title={t('problem.title')}>
          {t(`problem.${problem}`)}
        </Notice>
      )}
      {canKeep ? null : <Notice tone="warning">{t('full')}</Notice>}
      {why === null ? null : (
        <Notice
          tone="info"
          title={t('camera.title')}
          action={
            <Button icon="refresh" onClick={here.again}>
              {t('camera.again')}
            </Button>
          }
        >
          {t(`camera.${why}`)}
        </Notice>
      )}
      {camera === null ? (
        canKeep && why === null && <Progress label={t('opening')} />
      ) : (
        <Aim camera={camera} maker={maker} onFrame={(frame) => void taking.photograph(frame)} />
      )}
      <div class="take-paper__ways">
        {camera !== null && camera.count > 1 ? (
          <Button icon="refresh" onClick={here.other}>
            {t('other-camera')}
          </Button>
        ) : null}
        {canKeep ? <FileChoice onChoose={(files) => void taking.choose(files)} /> : null}
        {onSeen === null ? null : (
          <Button icon="eye" size={camera === null ? 'large' : 'normal'} onClick={onSeen}>
            {t('seen')}
          </Button>
        )}
      </div>
    </>
  )
}
