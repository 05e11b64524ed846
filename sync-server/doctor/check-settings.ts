// The environment: every fault of it, slips of the finger, and settings that are right each and wrong for what is meant.
import { explainConfig, parseConfig, type ServerConfig } from '../config.ts'
import { explainStrange, strangeVariables } from '../strange-variables.ts'
import { bad, good, watch, type Finding } from './finding.ts'

const about = 'Configuration'

export const checkSettings = (env: Readonly<Record<string, string | undefined>>): readonly Finding[] => {
  const strange = strangeVariables(env).map((one) =>
    watch(about, explainStrange(one), 'Corrigez son nom, ou retirez-la'),
  )
  const config = parseConfig(env)
  if (!config.ok)
    return [
      ...config.error.map((one) =>
        bad(about, explainConfig([one]), 'Corrigez cette variable ; la liste est dans docs/operate.md'),
      ),
      ...strange,
    ]
  const advice = [...strange, ...adviceOn(config.value)]
  return advice.length > 0 ? advice : [good(about, 'toutes les variables sont justes')]
}

const near = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

const adviceOn = ({
  publicUrl,
  production,
  host,
  trustProxy,
  backupDir,
  communes,
  sms,
}: ServerConfig): readonly Finding[] => {
  const found: Finding[] = []
  const url = publicUrl === null ? null : new URL(publicUrl)
  const isOpen = url !== null && !near.test(url.hostname)
  if (url === null && production && communes === undefined)
    found.push(
      watch(
        about,
        'PUBLIC_URL est absente, les liens et les codes QR disent « localhost »',
        'Donnez l’adresse publique',
      ),
    )
  if (isOpen && url.protocol === 'http:')
    found.push(
      bad(
        about,
        'PUBLIC_URL est en http : les navigateurs ne gardent ni clés ni données sans https',
        'Mettez un serveur TLS devant (deploy/Caddyfile) et une adresse https',
      ),
    )
  if (isOpen && url.protocol === 'https:' && !trustProxy)
    found.push(
      watch(
        about,
        'TRUST_PROXY n’est pas à 1 : tout le monde compte comme une seule adresse, celle du serveur TLS',
        'Mettez TRUST_PROXY=1 si un serveur TLS est devant',
      ),
    )
  if (trustProxy && !near.test(host) && host !== '::1')
    found.push(
      watch(
        about,
        `TRUST_PROXY=1 et HOST=${host} : qui atteint le port sans passer par le serveur TLS peut mentir sur son adresse`,
        'Mettez HOST=127.0.0.1, ou fermez le port aux autres machines',
      ),
    )
  if (sms && sms.url.startsWith('http:') && !near.test(new URL(sms.url).hostname))
    found.push(
      watch(
        about,
        'SMS_GATEWAY_URL est en http vers une autre machine : numéros et textes y passent en clair',
        'Donnez une adresse https, ou mettez la passerelle sur cette machine',
      ),
    )
  if (backupDir === undefined)
    found.push(
      watch(about, 'BACKUP_DIR est absente, les copies ne sont pas examinées', 'Donnez le dossier de vos sauvegardes'),
    )
  return found
}
