// `npm run init`: sets up a real commune, from flags or by asking, and prints the first supervisor's enrolment link.
// It refuses a data folder that serves a commune already.
import process from 'node:process'
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { printParts } from './print-parts.ts'
import { stopWith } from './stop-with.ts'

const questions = {
  code: 'Code HCP de la commune (ex. 07.041.07.03)',
  'name-fr': 'Nom de la commune en français',
  'name-ar': 'Nom de la commune en arabe',
  'province-fr': 'Province en français',
  'province-ar': 'Province en arabe',
  supervisor: 'Prénom et nom du premier superviseur',
} as const
type Name = keyof typeof questions

const help = `npm run init -- --code 07.041.07.03 --name-fr … --name-ar … --province-fr … --province-ar … --supervisor "Prénom Nom"
  --point "EPN Centre|الفضاء الرقمي المركز"        un point de service, autant de fois qu'il y en a
  --person "mediator|Prénom Nom|point-1"          une personne (mediator, clerk, officer, supervisor) et son unité
Ce qui manque est demandé. Le dossier est celui de DATA_DIR, l'adresse des liens celle de PUBLIC_URL.`

try {
  const { values } = parseArgs({
    options: {
      code: { type: 'string' },
      'name-fr': { type: 'string' },
      'name-ar': { type: 'string' },
      'province-fr': { type: 'string' },
      'province-ar': { type: 'string' },
      supervisor: { type: 'string' },
      point: { type: 'string', multiple: true },
      person: { type: 'string', multiple: true },
      help: { type: 'boolean' },
    },
  })
  if (values.help) console.log(help)
  else await init(values)
} catch (cause) {
  stopWith(cause instanceof TypeError && 'code' in cause ? `${cause.message}\n\n${help}` : cause)
}

async function init(flags: Partial<Record<Name, string>> & { point?: string[]; person?: string[] }): Promise<void> {
  const { explainConfig, parseConfig } = await import('../sync-server/config.ts')
  const { initFolder, refuseIfSetUp } = await import('../sync-server/folder-commands.ts')
  const { communeFrom } = await import('../sync-server/new-commune.ts')
  const { makeRecoveryKey } = await import('../sync-server/recovery-key.ts')
  const config = parseConfig(process.env)
  if (!config.ok) return stopWith(explainConfig(config.error))

  await refuseIfSetUp(config.value)
  const answers = await askMissing(flags)
  const commune = communeFrom({
    code: answers.code,
    nameFr: answers['name-fr'],
    nameAr: answers['name-ar'],
    provinceFr: answers['province-fr'],
    provinceAr: answers['province-ar'],
    supervisor: answers.supervisor,
    points: answers.point,
    people: flags.person ?? [],
  })
  if (!commune.ok)
    return stopWith(
      `${commune.error.map(({ flag, expected }) => `${flag} : attendu ${expected}`).join('\n')}\n\n${help}`,
    )
  const recovery = await makeRecoveryKey()
  const link = await initFolder(config.value, commune.value, recovery.publicKey)
  const { name, province } = commune.value.commune
  console.log(`Commune ${name.fr} (${province.fr}) prête dans ${config.value.dataDir}.`)
  console.log(`${link.role} ${link.name}: ${link.url}`)
  console.log('Ce lien vaut une fois, pendant 15 minutes ; un autre : npm run link -- <personne>')
  const others = commune.value.agents.slice(1)
  if (others.length > 0) console.log('Un lien pour chaque autre personne : npm run link -- <personne>')
  for (const { id, role, name: person, unit } of others) console.log(`  ${id}  ${role} ${person} (${unit})`)
  console.log('Ouvrir le guichet : NODE_ENV=production npm start')
  printParts(recovery.parts)
}

/** Asks for what no flag gave; without a terminal to ask at, the empty answer is refused with its flag's name. */
async function askMissing(
  flags: Partial<Record<Name, string>> & { point?: string[] },
): Promise<Record<Name, string> & { point: string[] }> {
  const answers = { code: '', 'name-fr': '', 'name-ar': '', 'province-fr': '', 'province-ar': '', supervisor: '' }
  const point = [...(flags.point ?? [])]
  const missing = (Object.keys(questions) as Name[]).filter((name) => flags[name] === undefined)
  const terminal = process.stdin.isTTY ? createInterface({ input: process.stdin, output: process.stdout }) : null
  for (const name of Object.keys(questions) as Name[])
    answers[name] = flags[name] ?? (await terminal?.question(`${questions[name]} : `)) ?? ''
  if (terminal && missing.length > 0 && point.length === 0) {
    console.log('Points de service, « nom en français|الاسم بالعربية », une ligne vide pour finir :')
    for (let line = await terminal.question('> '); line.trim() !== ''; line = await terminal.question('> '))
      point.push(line)
  }
  terminal?.close()
  return { ...answers, point }
}
