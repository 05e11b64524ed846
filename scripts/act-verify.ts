// `npm run act:verify -- file.json --key <fingerprint or file>`: says of each act of a file whether the person it names
// signed it. It reads the files it is given and prints; it opens no folder of data and no connection.
//
//   0  every act is proven, and each key is the one given      1  at least one is not
//   2  no answer: the file cannot be read, or the key is still to be compared
import { existsSync, readFileSync, statSync } from 'node:fs'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { beaconTimeOf, parseAct, type Act } from '../shared/dossier/act.ts'
import type { ActKind } from '../shared/procedure/workflow.ts'
import {
  parseActFile,
  parseFingerprint,
  verifyActProof,
  type ActProofProblem,
  type ExportedAct,
  type VerifiedAct,
} from '../shared/sync/act-proof.ts'
import type { SessionCertificate } from '../shared/sync/certificate.ts'
import { createVerifier } from '../sync-server/accept/verifier.ts'

const help = `npm run -s act:verify -- fichier.json --key <empreinte ou fichier d'empreintes>
  --key     la clé de la personne, apprise de la commune autrement que par ce fichier ; autant de fois qu'il en faut`

const kinds: Readonly<Record<ActKind, string>> = {
  opened: 'dossier ouvert',
  'mandate-given': 'mandat donné',
  'mandate-revoked': 'mandat retiré',
  submitted: 'demande déposée',
  received: 'reçu par le serveur',
  claimed: 'dossier pris en charge ou rendu',
  'piece-requested': 'pièce demandée',
  'piece-supplied': 'pièce apportée',
  'opinion-requested': 'avis demandé',
  'opinion-given': 'avis donné',
  'visit-ordered': 'visite demandée',
  visited: 'visite faite',
  decided: 'décision',
  settled: 'désaccord tranché',
  issued: 'document établi',
  numbered: 'numéro officiel donné',
  ready: 'prêt à remettre',
  'handed-over': 'remis à la personne',
  withdrawn: 'demande retirée',
  reopened: 'dossier rouvert',
  corrected: 'réponse corrigée',
  transferred: 'dossier transmis',
  noted: 'note',
  rated: 'avis sur le service',
  'contact-chosen': 'façon de donner des nouvelles',
  'paper-taken-out': 'pièce sortie de l’application',
  told: 'message à la personne',
  'entry-held': 'envoi retenu par le serveur',
  'retention-held': 'effacement suspendu',
  'retention-released': 'suspension de l’effacement levée',
  'disposal-decided': 'sort du dossier décidé',
  archived: 'versé aux archives',
  erased: 'effacé par le serveur',
  'voice-recorded': 'voix enregistrée',
  'voice-approved': 'enregistrement approuvé',
  'voice-rejected': 'enregistrement refusé',
  'voice-withdrawn': 'enregistrement retiré',
  'visits-counted': 'visites comptées',
  'device-lent': 'appareil prêté',
  'device-returned': 'appareil rendu',
  'device-erase-ordered': 'effacement d’un appareil demandé',
  'device-revoked': 'appareil retiré',
  'link-made': 'lien d’inscription créé',
  'person-joined': 'personne ajoutée sur un appareil',
  'person-certified': 'personne confirmée',
  'key-rotated': 'clé renouvelée',
  'person-left': 'accès d’une personne retiré',
  'work-admitted': 'travail mis de côté accepté',
  incident: 'incident de stockage',
}
const roles: Readonly<Record<SessionCertificate['role'], string>> = {
  mediator: 'médiateur ou médiatrice',
  clerk: 'agent ou agente',
  officer: 'officier ou officière',
  supervisor: 'responsable',
  system: 'serveur',
}
const problems: Readonly<Record<ActProofProblem, string>> = {
  unsigned: 'la signature de son auteur n’est pas dans ce fichier',
  act: 'l’acte n’est pas écrit comme il l’a été le premier jour',
  header: 'l’en-tête du paquet ne se lit pas',
  certificate: 'le certificat de la session ne se lit pas',
  author: 'l’acte, le paquet et le certificat ne nomment pas la même personne sur le même appareil',
  place: 'cet acte n’est pas dans le paquet qui a été signé',
  'packet-signature': 'la signature du paquet est fausse',
  'certificate-signature': 'la clé de la personne n’a pas signé ce certificat',
}
const limitsOfProof = `Ce que cette preuve ne dit pas :
  - qui tenait l’appareil : elle montre l’usage d’une clé, non la présence d’une personne ;
  - que le contenu est vrai, ni que l’acte était permis ou a eu un effet ;
  - que le rôle et l’unité étaient les siens : la personne les écrit, l’annuaire de la commune en répond ;
  - l’heure juste : celle de l’appareil peut être fausse, et seul le serveur peut confirmer le repère d’heure ;
  - ce que sont les autres actes du dossier, ni s’il y en a eu d’autres ensuite ;
  - si la clé avait déjà été retirée à la personne.`

/** A line of the commune's list names whose key it is; a fingerprint given by hand is believed to be the right person's. */
interface GivenKey {
  readonly fingerprint: string
  readonly owner: { readonly agent: string; readonly device: string } | null
}

process.exitCode = await verifyFile()

async function verifyFile(): Promise<0 | 1 | 2> {
  const asked = readArguments()
  if (!asked) return say(2, help)
  const { path, keys } = asked
  if (!isFile(path)) return say(2, `Le fichier « ${path} » n’est pas là.`)
  const file = parseActFile(readFileSync(path, 'utf8'))
  if (!file.ok)
    return file.error === 'newer'
      ? say(2, 'Ce fichier vient d’une version plus récente de Morchid : vérifiez-le avec elle.')
      : say(2, 'Ce fichier ne se lit pas : ce n’est pas un export d’actes, ou il a été changé.')
  let worst: 0 | 1 | 2 = 0
  for (const exported of file.value) {
    const code = await verifyOne(exported, keys)
    worst = worst === 1 || code === 1 ? 1 : worst === 2 ? 2 : code
    console.log('')
  }
  return say(worst, limitsOfProof)
}

async function verifyOne(exported: ExportedAct, keys: readonly GivenKey[]): Promise<0 | 1 | 2> {
  const verified = await verifyActProof(exported, createVerifier())
  if (verified.ok) {
    console.log(describe(verified.value))
    return judgeKey(verified.value, keys)
  }
  const claimed = parseAct(new TextEncoder().encode(exported.act))
  if (claimed.ok) console.log(describeClaim(claimed.value))
  if (verified.error === 'unsigned' && claimed.ok && claimed.value.by.role === 'system')
    return say(
      1,
      'NON SIGNÉ PAR UNE PERSONNE : cet acte se dit du serveur de la commune, qui ne signe pas. Rien ici ne le prouve.',
    )
  return say(1, `REFUSÉ : ${problems[verified.error]}. Rien de ce qui est écrit ici n’est prouvé.`)
}

function judgeKey({ act: { by }, fingerprint }: VerifiedAct, keys: readonly GivenKey[]): 0 | 1 | 2 {
  const given = keys.filter((key) => key.fingerprint === fingerprint)
  if (given.some(({ owner }) => !owner || (owner.agent === by.agent && owner.device === by.device)))
    return say(0, 'PROUVÉ : la signature est juste, et la clé est celle qui a été donnée.')
  if (given.length > 0)
    return say(
      1,
      'REFUSÉ : dans la liste de la commune, cette clé est celle d’une autre personne ou d’un autre appareil.',
    )
  if (keys.length > 0) return say(1, 'REFUSÉ : la signature est juste, mais ce n’est pas la clé qui a été donnée.')
  return say(
    2,
    `CLÉ À COMPARER : la signature est juste pour cette clé, mais n’importe qui peut se faire une clé au nom de ${plain(by.agent)}.
  Demandez à la commune, autrement que par la personne qui vous a donné ce fichier, l’empreinte de la clé de
  ${plain(by.agent)} sur l’appareil ${plain(by.device)} (« npm run -s act:export -- --keys » sur son serveur), puis :
  npm run -s act:verify -- <fichier> --key <empreinte>`,
  )
}

function describe({ act, certificate, header, fingerprint }: VerifiedAct): string {
  return `${heading(act)}
  au nom de   ${plain(certificate.agent)}, ${roles[certificate.role]}, unité ${plain(certificate.unit)}
  appareil    ${plain(certificate.device)}
  écrit       le ${when(act.at)}, à l’horloge de l’appareil
  signé       le ${when(header.deviceTime)}, à la même horloge
  pas avant   ${notBefore(act.beacon)}
  contenu     ${content(act)}
  clé         ${fingerprint}`
}

/** What an act says of itself when nothing backs it. */
function describeClaim(act: Act): string {
  return `${heading(act)}
  se dit de   ${plain(act.by.agent)}, ${roles[act.by.role]}, unité ${plain(act.by.unit)}
  se dit du   ${when(act.at)}
  contenu     ${content(act)}`
}

function heading({ id, kind, dossier }: Act): string {
  return `Acte « ${kinds[kind]} » (${kind})
  acte        ${id}
  dossier     ${dossier}`
}

function notBefore(beacon: string | null): string {
  const time = beaconTimeOf(beacon)
  return time === null ? 'rien ne le dit' : `le ${when(time)}, d’après le repère d’heure du serveur qui y est cité`
}

function when(at: string | number): string {
  const time = new Date(at)
  if (Number.isNaN(time.getTime())) return String(at)
  const format = new Intl.DateTimeFormat('fr', { dateStyle: 'long', timeStyle: 'medium', timeZone: 'UTC' })
  return `${format.format(time)} UTC`
}

function content({ payload }: Act): string {
  return JSON.stringify(payload, null, 2).split('\n').map(plain).join('\n              ')
}

/** Whoever wrote the act may not write on our terminal: control and direction characters are shown as codes. */
function plain(text: string): string {
  return text.replace(/\p{C}/gu, (one) => `\\u{${(one.codePointAt(0) ?? 0).toString(16)}}`)
}

function readArguments(): { readonly path: string; readonly keys: readonly GivenKey[] } | null {
  try {
    const { values, positionals } = parseArgs({
      options: { key: { type: 'string', multiple: true } },
      allowPositionals: true,
    })
    const [path, ...more] = positionals
    const keys = (values.key ?? []).flatMap((given) => (isFile(given) ? readKeys(given) : [parseKeyLine(given)]))
    if (path === undefined || more.length > 0) return null
    return keys.every((key) => key !== null) ? { path, keys } : null
  } catch (cause) {
    if (cause instanceof TypeError && 'code' in cause) return null
    throw cause
  }
}

function readKeys(path: string): readonly (GivenKey | null)[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(parseKeyLine)
}

/** As `npm run act:export -- --keys` writes it, or a fingerprint alone; null when it is neither. */
function parseKeyLine(line: string): GivenKey | null {
  const [first = '', agent, device] = line.split('\t')
  const fingerprint = parseFingerprint(first)
  if (fingerprint === null) return null
  return { fingerprint, owner: agent === undefined || device === undefined ? null : { agent, device } }
}

function isFile(path: string): boolean {
  return existsSync(path) && !statSync(path).isDirectory()
}

function say<T extends 0 | 1 | 2>(code: T, text: string): T {
  console.log(text)
  return code
}
