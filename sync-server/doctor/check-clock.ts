// Whether this machine's time is kept by somebody, as systemd tells it. Machines without systemd say nothing here.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { good, watch, type Finding } from './finding.ts'

export const checkTimeKept = async (): Promise<readonly Finding[]> => {
  const asked = promisify(execFile)('timedatectl', ['show', '--property=NTPSynchronized', '--value'], { timeout: 5000 })
  const said = (await asked.catch(() => ({ stdout: '' }))).stdout.trim()
  if (said === 'yes') return [good('Horloge', 'tenue à l’heure par le réseau')]
  if (said !== 'no') return []
  return [
    watch(
      'Horloge',
      'personne ne la tient à l’heure',
      'timedatectl set-ntp true ; les délais légaux se comptent par elle',
    ),
  ]
}
