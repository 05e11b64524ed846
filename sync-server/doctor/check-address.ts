// The public address as a browser meets it: it answers, its certificate is good for a while, and its clock agrees with
// this machine's. Everything it does is one request and one TLS greeting, each with an end.
import { connect } from 'node:tls'
import { bad, good, spanOf, watch, why, type Finding } from './finding.ts'

const PATIENCE_MS = 5000
const DAY_MS = 86_400_000

export const checkAddress = async (publicUrl: string, now: () => Date): Promise<readonly Finding[]> => {
  const about = 'Adresse publique'
  const found: Finding[] = []
  const url = new URL(publicUrl)
  if (url.protocol === 'https:') found.push(await checkCertificate(url, now()))
  try {
    const answer = await fetch(`${publicUrl}/healthz`, { signal: AbortSignal.timeout(PATIENCE_MS), redirect: 'manual' })
    found.push(
      answer.status === 200
        ? good(about, `${publicUrl} répond`)
        : bad(
            about,
            `${publicUrl}/healthz a répondu ${answer.status}`,
            'Vérifiez le serveur TLS et vers où il renvoie',
          ),
    )
    const told = Date.parse(answer.headers.get('Date') ?? '')
    if (!Number.isNaN(told)) found.push(clockAgainst(told, now().getTime(), publicUrl))
  } catch (cause) {
    const reason = cause instanceof Error && cause.cause !== undefined ? why(cause.cause) : why(cause)
    found.push(
      bad(
        about,
        `${publicUrl} ne répond pas d’ici (${reason})`,
        'Vérifiez que le serveur tourne, le nom, le port et TLS',
      ),
    )
  }
  return found
}

const clockAgainst = (told: number, here: number, publicUrl: string): Finding => {
  const apart = Math.abs(told - here)
  return apart > 60_000
    ? bad(
        'Horloge',
        `${spanOf(apart)} d’écart avec ${publicUrl}`,
        'Mettez la machine à l’heure (timedatectl set-ntp true)',
      )
    : good('Horloge', `la même que celle de ${publicUrl}`)
}

const checkCertificate = async (url: URL, now: Date): Promise<Finding> => {
  const about = 'Certificat'
  const seen = await certificateOf(url)
  if ('problem' in seen)
    return bad(about, `pas de TLS à ${url.host} (${seen.problem})`, 'Vérifiez le serveur TLS (deploy/Caddyfile)')
  const left = Math.floor((seen.until - now.getTime()) / DAY_MS)
  if (left < 0) return bad(about, `périmé depuis ${-left} jours`, 'Renouvelez-le ; avec Caddy, lisez son journal')
  if (seen.untrusted !== null)
    return bad(about, `les navigateurs ne le croiront pas (${seen.untrusted})`, 'Prenez un certificat reconnu')
  // Those who renew by themselves do it with a third of the time left: less than that, and it has failed for a while.
  return left < 20
    ? watch(about, `encore ${left} jours`, 'Vérifiez qu’il se renouvelle ; avec Caddy, lisez son journal')
    : good(about, `encore ${left} jours`)
}

type Seen = { readonly until: number; readonly untrusted: string | null } | { readonly problem: string }

const certificateOf = (url: URL): Promise<Seen> =>
  new Promise((resolve) => {
    const host = url.hostname.replace(/^\[|\]$/g, '')
    const socket = connect({ host, port: Number(url.port || 443), servername: host, rejectUnauthorized: false })
    socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error('pas de réponse')))
    socket.on('error', (error) => resolve({ problem: error.message }))
    socket.on('secureConnect', () => {
      const until = Date.parse(socket.getPeerCertificate().valid_to)
      const untrusted = socket.authorized ? null : String(socket.authorizationError)
      resolve(Number.isNaN(until) ? { problem: 'aucun certificat' } : { until, untrusted })
      socket.destroy()
    })
  })
