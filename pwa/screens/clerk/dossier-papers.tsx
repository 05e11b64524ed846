// The papers of the procedure and where each one is, with its photographs. What is not known is said to be not known.
import { useState } from 'preact/hooks'
import { papersNamed } from '../../../shared/dossier/named-blobs.ts'
import type { Paper } from '../../../shared/dossier/paper.ts'
import type { DossierStatus } from '../../../shared/dossier/status.ts'
import type { OpenDossier } from '../../models/dossiers.ts'
import { lang } from '../../text/language.ts'
import { Icon } from '../../ui/icon.tsx'
import { isPictogramName } from '../../ui/known-pictogram.ts'
import { Pictogram } from '../../ui/pictogram.tsx'
import { OfficePhotosDoor, OfflineMarkDoor } from '../photos/photos-door.tsx'
import { paperStates } from './papers.ts'
import type { PaperState } from './papers.ts'
import { Section } from './section.tsx'
import { t } from './text.ts'
import type { ClerkMessage } from './text.ts'
import type { IconName } from '../../ui/icon-paths.ts'

const faces: Readonly<Record<PaperState, { readonly icon: IconName; readonly message: ClerkMessage }>> = {
  'photo-seen': { icon: 'camera', message: 'paper-photo-seen' },
  photo: { icon: 'camera', message: 'paper-photo' },
  supplied: { icon: 'success', message: 'paper-supplied' },
  missing: { icon: 'warning', message: 'paper-missing' },
  seen: { icon: 'check', message: 'paper-seen' },
  unknown: { icon: 'help', message: 'paper-unknown' },
}

export function DossierPapers({ dossier, status }: { readonly dossier: OpenDossier; readonly status: DossierStatus }) {
  const [open, setOpen] = useState<Paper | null>(null)
  const papers = dossier.pack?.service.hasInputType ?? []
  const states = paperStates(papers, status)
  const pages = papersNamed({ acts: status.history })
  const takeOut = dossier.mayAct.value.includes('paper-taken-out')
    ? async (hash: string, reason: string) => {
        const written = await dossier.write('paper-taken-out', { hash, reason })
        return written.ok ? null : written.error.detail[lang.value]
      }
    : null
  const photosOf = (piece: string, name: string) => {
    const own = pages.filter((page) => page.piece === piece)
    return own.length === 0 ? null : (
      <OfficePhotosDoor dossier={dossier.id} pages={own} paper={name} open={open} onOpen={setOpen} takeOut={takeOut} />
    )
  }
  const otherPieces = [...new Set(pages.map(({ piece }) => piece))].filter(
    (piece) => !papers.some(({ id }) => id === piece),
  )
  return (
    <Section id="clerk-papers" title={t('section-papers')}>
      {papers.length + otherPieces.length === 0 ? <p class="clerk-quiet">{t('papers-none')}</p> : null}
      <ul class="clerk-list">
        {papers.map((paper) => {
          const { icon, message } = faces[states.get(paper.id) ?? 'unknown']
          return (
            <li key={paper.id} class="clerk-paper">
              <Pictogram name={isPictogramName(paper.pictogram) ? paper.pictogram : 'papers'} size={32} />
              <span>
                {paper.name[lang.value]}
                {paper.required ? null : <span class="clerk-quiet"> ({t('paper-optional')})</span>}
              </span>
              <span class="clerk-paper__state">
                <Icon name={icon} size={20} /> {t(message)}
              </span>
              {photosOf(paper.id, paper.name[lang.value])}
            </li>
          )
        })}
        {otherPieces.map((piece) => {
          const name = questionName(dossier, piece)
          return (
            <li key={piece} class="clerk-paper">
              <Pictogram name="photo" size={32} />
              <span>{name}</span>
              {photosOf(piece, name)}
            </li>
          )
        })}
      </ul>
      {pages.length === 0 ? null : <OfflineMarkDoor dossier={dossier.id} pages={pages} />}
    </Section>
  )
}

/** A question that was answered with a photograph. */
const questionName = (dossier: OpenDossier, piece: string): string =>
  dossier.pack?.form.survey.find(({ name }) => name === piece)?.label?.[lang.value] ?? piece
