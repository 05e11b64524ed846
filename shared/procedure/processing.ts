// The register of processing (law 09-08, GDPR article 30), made from the packs: for each procedure why data is asked for,
// of whom, which, who receives it and how long it is kept. It says what the packs say and nothing more; what a commune
// alone knows (who is responsible, its declaration at the CNDP) it leaves open, in words.
import { parseRowType } from '../form/row-type.ts'
import type { SurveyRow } from '../form/form.ts'
import { parseDuration } from './duration.ts'
import { packRef, type ProcedurePack } from './pack.ts'

export interface Processing {
  readonly procedure: string
  readonly name: string
  readonly purpose: string
  readonly ground: string
  readonly persons: string
  /** What is asked, by how closely it is kept. */
  readonly data: string
  readonly sensitive: string
  readonly papers: string
  readonly recipients: string
  readonly retention: string
  readonly disposal: string
  readonly classCode: string
}

export const processingOf = (pack: ProcedurePack): Processing => {
  const { service, form, records } = pack
  const fields = form.survey.filter(isAsked)
  const labels = (rows: readonly SurveyRow[]): string => listed(rows.map(({ label, name }) => label?.fr ?? name))
  return {
    procedure: packRef(pack),
    name: service.name.fr,
    purpose: service.description.fr,
    ground: listed(service.hasLegalResource.map(({ title, ref }) => `${title.fr} (${ref})`)),
    persons: listed([
      'la personne qui demande',
      ...(form.survey.some(({ type }) => type.startsWith('begin_repeat')) ? ['les personnes qu’elle nomme'] : []),
      'la personne qui l’aide, les agents qui traitent (nom, actes datés)',
    ]),
    data: labels(fields.filter(({ privacy = 'open' }) => privacy !== 'sealed')),
    sensitive: listed(
      fields.flatMap(({ label, name, privacy }) =>
        privacy === 'sealed'
          ? [`${label?.fr ?? name} (scellé pour le bureau)`]
          : privacy === 'private'
            ? [`${label?.fr ?? name} (privé)`]
            : [],
      ),
    ),
    papers: listed(service.hasInputType.map(({ name }) => name.fr)),
    recipients: listed([
      service.hasCompetentAuthority.name.fr,
      'le point d’accueil où la demande est écrite',
      'les bureaux dont l’avis est demandé',
    ]),
    retention: `${durationInFrench(records.retention)} ${triggers[records.trigger]}`,
    disposal: [
      ...(records.anonymiseAfter === undefined
        ? []
        : [`anonymisé après ${durationInFrench(records.anonymiseAfter)}, puis`]),
      disposals[records.disposal],
    ].join(' '),
    classCode: records.classCode,
  }
}

const triggers = {
  closed: 'après la clôture du dossier',
  decision: 'après la décision',
  expiry: 'après la fin de validité du document',
} as const
const disposals = {
  destroy: 'détruit, copies comprises dans les 30 jours',
  transfer: 'versé aux archives, puis détruit',
  review: 'revu par un responsable, qui décide',
} as const

const isAsked = ({ type }: SurveyRow): boolean => {
  const parsed = parseRowType(type)
  return parsed?.is === 'field' && parsed.kind !== 'note' && parsed.kind !== 'calculate'
}

const listed = (parts: readonly string[]): string => (parts.length === 0 ? 'aucun' : [...new Set(parts)].join(' ; '))

const durationInFrench = (text: string): string => {
  const parsed = parseDuration(text)
  if (!parsed) return text
  const [years, months, days] = [Math.floor(parsed.months / 12), parsed.months % 12, parsed.days]
  const words = [
    ...(years > 0 ? [`${years} an${years > 1 ? 's' : ''}`] : []),
    ...(months > 0 ? [`${months} mois`] : []),
    ...(days > 0 ? [`${days} jour${days > 1 ? 's' : ''}`] : []),
  ]
  return words.join(' et ') || text
}

const columns: readonly (readonly [keyof Processing, string])[] = [
  ['name', 'Traitement'],
  ['procedure', 'Démarche'],
  ['purpose', 'Finalité'],
  ['ground', 'Fondement'],
  ['persons', 'Personnes concernées'],
  ['data', 'Données'],
  ['sensitive', 'Dont mieux protégées'],
  ['papers', 'Pièces'],
  ['recipients', 'Destinataires'],
  ['retention', 'Conservation'],
  ['disposal', 'Sort final'],
  ['classCode', 'Classe d’archives'],
]

/** With its heading. */
export const processingTable = (packs: readonly ProcedurePack[]): readonly (readonly string[])[] => [
  columns.map(([, title]) => title),
  ...packs.map(processingOf).map((row) => columns.map(([key]) => row[key])),
]

export const processingMarkdown = (packs: readonly ProcedurePack[]): string =>
  [
    '# Registre des traitements',
    '',
    'Fait à partir des démarches offertes (loi 09-08 ; RGPD, article 30). À compléter par la commune : le responsable du traitement, son délégué, le numéro de la déclaration ou de l’autorisation de la CNDP.',
    ...packs
      .map(processingOf)
      .flatMap((row) => [
        '',
        `## ${row.name}`,
        '',
        ...columns.filter(([key]) => key !== 'name').map(([key, title]) => `- **${title}** : ${row[key]}`),
      ]),
    '',
    '## Mesures de sécurité',
    '',
    '- Ce qui est sur un appareil est scellé sous une clé qui ne s’ouvre qu’avec la phrase de passe d’une personne.',
    '- Chaque acte est signé par son auteur ; qui lit quoi suit la circulation du dossier.',
    '- `npm run erasure:report` montre ce qui a été effacé et le vérifie.',
    '',
  ].join('\n')
