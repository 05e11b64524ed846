// `npm run doctor`: looks at everything that a server needs and says what is wrong and what to do, one line each. Beside a
// running server it asks that one; when none runs, it opens the data folder. It changes nothing. Code 1 when something is
// wrong now.
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import * as v from 'valibot'
import type { ListedCommune } from '../sync-server/communes/communes-file.ts'
import type { ServerConfig } from '../sync-server/config.ts'
import type { Finding } from '../sync-server/doctor/finding.ts'
import { askRunning, explainRefusal } from './ask-running.ts'
import { stopWith } from './stop-with.ts'

const help = `npm run doctor        ✓ va bien   ! à surveiller   ✗ à réparer ; code 1 s'il y a un ✗
  --data DIR      le dossier de données (sinon DATA_DIR, sinon ./data)
  --backups DIR   le dossier des sauvegardes (sinon BACKUP_DIR)
  --deep          relit aussi toute la base et toutes les photos : à une heure calme`

try {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      backups: { type: 'string' },
      deep: { type: 'boolean', default: false },
      help: { type: 'boolean' },
    },
  })
  if (values.help) console.log(help)
  else {
    const env = {
      ...process.env,
      ...(values.data === undefined ? {} : { DATA_DIR: values.data }),
      ...(values.backups === undefined ? {} : { BACKUP_DIR: resolve(values.backups) }),
    }
    const { lineOf } = await import('../sync-server/doctor/finding.ts')
    const findings = await examine(env, values.deep)
    for (const one of findings) console.log(lineOf(one))
    const count = (level: Finding['level']): number => findings.filter((one) => one.level === level).length
    console.log(`${count('good')} ✓   ${count('watch')} !   ${count('bad')} ✗`)
    process.exitCode = count('bad') > 0 ? 1 : 0
  }
} catch (cause) {
  stopWith(cause instanceof TypeError && 'code' in cause ? `${cause.message}\n\n${help}` : cause)
}

async function examine(
  env: Readonly<Record<string, string | undefined>>,
  isDeep: boolean,
): Promise<readonly Finding[]> {
  const { parseConfig } = await import('../sync-server/config.ts')
  const { checkSettings } = await import('../sync-server/doctor/check-settings.ts')
  const settings = checkSettings(env)
  const config = parseConfig(env)
  if (!config.ok) return settings
  const { checkTimeKept } = await import('../sync-server/doctor/check-clock.ts')
  const { communes } = config.value
  const ofCommunes = communes
    ? await eachCommune(config.value, communes.communes, isDeep)
    : await communeFindings(config.value, isDeep)
  return [...settings, ...(await checkTimeKept()), ...ofCommunes]
}

/** Of many, what is wrong; those that are well have a line each. */
async function eachCommune(
  config: ServerConfig,
  communes: readonly ListedCommune[],
  isDeep: boolean,
): Promise<readonly Finding[]> {
  const { configOfOne } = await import('../sync-server/config.ts')
  const { good } = await import('../sync-server/doctor/finding.ts')
  const found: Finding[] = []
  for (const one of communes) {
    const wrong = (await communeFindings(configOfOne(config, one), isDeep)).filter(({ level }) => level !== 'good')
    found.push(...wrong.map((finding) => ({ ...finding, about: `${one.code}, ${finding.about}` })))
    if (wrong.length === 0) found.push(good(one.code, 'tout va bien'))
  }
  return found
}

async function communeFindings(config: ServerConfig, isDeep: boolean): Promise<readonly Finding[]> {
  const { checkAddress } = await import('../sync-server/doctor/check-address.ts')
  const { checkCopies } = await import('../sync-server/doctor/check-copies.ts')
  const { checkDisk, checkKeys } = await import('../sync-server/doctor/check-folder.ts')
  const { dataDir, publicUrl, backupDir, backupKeepDays: keepDays } = config
  if (!existsSync(dataDir)) {
    const { bad } = await import('../sync-server/doctor/finding.ts')
    return [bad('Données', `« ${dataDir} » n’existe pas`, 'Vérifiez DATA_DIR, ou lancez npm run init')]
  }
  return [
    ...checkKeys(dataDir),
    ...checkDisk('Disque des données', dataDir),
    ...(publicUrl === null ? [] : await checkAddress(publicUrl, () => new Date())),
    ...(await storeFindings(config, isDeep)),
    ...(backupDir === undefined ? [] : await checkCopies({ dataDir, backupDir, keepDays }, new Date())),
    ...(backupDir === undefined || !existsSync(backupDir) ? [] : checkDisk('Disque des sauvegardes', backupDir)),
  ]
}

async function storeFindings(config: ServerConfig, isDeep: boolean): Promise<readonly Finding[]> {
  const { findingShape, bad, good, why } = await import('../sync-server/doctor/finding.ts')
  const running = await askRunning(config.dataDir, `/api/local/doctor?deep=${isDeep ? '1' : '0'}`)
  if (running?.ok) return [good('Serveur', 'tourne'), ...v.parse(v.array(findingShape), await running.json())]
  if (running)
    return [bad('Serveur', await explainRefusal(running), 'Vérifiez que la commande a le même DATA_DIR que le serveur')]
  const { examineFolder } = await import('../sync-server/doctor/examine-folder.ts')
  return examineFolder(config, isDeep).catch((cause: unknown) => [
    bad('Base de données', why(cause), 'Faites ce qui est dit là, puis relancez'),
  ])
}
