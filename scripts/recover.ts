// `npm run recover -- --request file --out answer`: opens the slot of a device whose people all forgot, with two printed
// parts of the recovery key, and writes the answer that only this device can open. Needs no data folder and no network:
// any machine the holders of the parts trust will do.
// `-- --new-key` makes another recovery key for the data folder here, when papers were lost or there never was one.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import process from 'node:process'
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import type { RecoveryProblem } from '../sync-server/recovery-key.ts'
import { printParts } from './print-parts.ts'
import { stopWith } from './stop-with.ts'

const help = `npm run recover -- --request demande.json --out reponse.json
  --request  le fichier que l'appareil verrouillé a enregistré
  --out      le fichier à rapporter à cet appareil
Demande ensuite deux parts de la clé de secours : quatre lignes chacune, telles qu'elles sont imprimées.

npm run recover -- --new-key
  Fait une nouvelle clé de secours pour le dossier de DATA_DIR, serveur arrêté : papiers perdus, ou dossier sans clé.
  L'ancienne sert encore pour les appareils qui n'ont pas été ouverts depuis.`

try {
  const { values } = parseArgs({
    options: {
      request: { type: 'string' },
      out: { type: 'string' },
      'new-key': { type: 'boolean' },
      help: { type: 'boolean' },
    },
  })
  if (values['new-key'] && !values.help) await replaceKey()
  else if (values.help || values.request === undefined || values.out === undefined) console.log(help)
  else await recover(values.request, values.out)
} catch (cause) {
  stopWith(cause instanceof TypeError && 'code' in cause ? `${cause.message}\n\n${help}` : cause)
}

async function replaceKey(): Promise<void> {
  const { explainConfig, parseConfig } = await import('../sync-server/config.ts')
  const { replaceRecoveryKey } = await import('../sync-server/folder-commands.ts')
  const { makeRecoveryKey } = await import('../sync-server/recovery-key.ts')
  const config = parseConfig(process.env)
  if (!config.ok) return stopWith(explainConfig(config.error))
  const { publicKey, parts } = await makeRecoveryKey()
  await replaceRecoveryKey(config.value, publicKey)
  printParts(parts)
}

async function recover(from: string, to: string): Promise<void> {
  const { codeOfRequest, parseRecoveryRequest } = await import('../shared/access/recovery.ts')
  const { answerRequest, partsNeeded } = await import('../sync-server/recovery-key.ts')
  if (!existsSync(from)) return stopWith(`Le fichier « ${from} » n'existe pas.`)
  if (existsSync(to)) return stopWith(`Le fichier « ${to} » existe déjà : choisissez un autre nom.`)
  const request = parseRecoveryRequest(readFileSync(from, 'utf8'))
  if (!request.ok) return stopWith(`« ${from} » n'est pas une demande de secours de Morchid.`)

  console.log(`Appareil ${request.value.device}`)
  console.log(`Code de la demande : ${codeOfRequest(request.value)}`)
  console.log('Appelez la personne devant l’appareil : son écran doit montrer le même code. Sinon, arrêtez ici.')
  const lines = createInterface({ input: process.stdin, output: process.stdout, terminal: process.stdin.isTTY })
  const typed = lines[Symbol.asyncIterator]()
  const parts: string[] = []
  for (let at = 1; at <= partsNeeded; at++) {
    console.log(`Part ${at} sur ${partsNeeded} :`)
    parts.push(await readPart(typed))
  }
  lines.close()
  const answer = await answerRequest(request.value, parts)
  if (!answer.ok) return stopWith(explain(answer.error))
  writeFileSync(to, `${JSON.stringify(answer.value)}\n`, { mode: 0o600, flag: 'wx' })
  console.log(
    `Réponse écrite dans ${to}. Rapportez ce fichier à l'appareil, avec un lien d'inscription neuf (npm run link).`,
  )
}

/** Lines until a part is whole: 64 letters, however they are cut. Lines without any are passed over. */
async function readPart(typed: AsyncIterator<string>): Promise<string> {
  let part = ''
  while (part.replaceAll(/[^0-9A-Za-z]/g, '').length < 64) {
    const next = await typed.next()
    if (next.done) break
    part += `${next.value}\n`
  }
  return part
}

function explain(problem: RecoveryProblem): string {
  switch (problem.type) {
    case 'part':
      return problem.problem.type === 'line'
        ? `Part ${problem.at} : la ligne ${problem.problem.line} est mal recopiée.`
        : problem.problem.type === 'length'
          ? `Part ${problem.at} : ${problem.problem.letters} lettres, il en faut 64.`
          : `Part ${problem.at} : elle vient d'une version plus récente de Morchid.`
    case 'other-key':
      return 'Ces parts ne sont pas celles de la clé que cet appareil connaît : une autre commune, ou une clé remplacée.'
    case 'same-part':
      return 'C’est deux fois la même part : il en faut deux différentes.'
    case 'does-not-open':
      return 'La demande ne s’ouvre pas avec ces parts. Refaites le fichier de demande sur l’appareil.'
  }
}
