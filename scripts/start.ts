// `npm start`: builds the staff app when something it is made of has changed, then runs the server in this process.
// Lines for people go to standard output, logs to standard error. `--no-build` runs the server alone.
import { existsSync } from 'node:fs'
import process from 'node:process'
import { buildIfChanged } from './build-if-changed.ts'
import { demoPartsFile } from '../sync-server/demo-parts.ts'
import { stopWith } from './stop-with.ts'

try {
  const { explainConfig, parseConfig } = await import('../sync-server/config.ts')
  const { explainStrange, strangeVariables } = await import('../sync-server/strange-variables.ts')
  for (const strange of strangeVariables(process.env)) console.error(explainStrange(strange))
  const config = parseConfig(process.env)
  if (!config.ok) stopWith(explainConfig(config.error))
  else {
    if (!process.argv.includes('--no-build')) await buildIfChanged()
    const { startServer } = await import('../sync-server/main.ts')
    const server = await startServer(config.value)
    // First: whoever reads that it is open may stop it at once.
    stopOnSignal(server.close)
    announce(server, config.value)
  }
} catch (cause) {
  stopWith(cause)
}

function announce(
  { url, links }: { url: string; links: readonly { role: string; name: string; url: string }[] },
  { dataDir }: { dataDir: string },
): void {
  console.log(`Morchid est ouvert : ${url}`)
  console.log(`Page du citoyen : ${url}/s`)
  console.log(`Données : ${dataDir}`)
  if (links.length > 0) {
    console.log('Démonstration. Liens d’inscription, un par personne (à ouvrir une fois, valables 14 jours) :')
    for (const link of links) console.log(`${link.role} ${link.name}: ${link.url}`)
  }
  if (existsSync(demoPartsFile(dataDir)))
    console.log(`Démonstration : les parts de la clé de secours sont dans ${demoPartsFile(dataDir)}`)
  console.log('Nouveau lien pour une personne : npm run link -- <personne> ; sans nom, la liste. Arrêter : Ctrl-C.')
}

/** The second signal does not wait for anything. */
function stopOnSignal(close: () => Promise<void>): void {
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (stopping) process.exit(1)
      stopping = true
      close().then(
        () => process.exit(0),
        (cause: unknown) => stopWith(cause),
      )
    })
}
