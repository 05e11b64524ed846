#!/usr/bin/env node
// `morchid <command>`: one door to every command of an operator. It starts the script that does the work, with what follows.
import process from 'node:process'
import { speakByDoor } from './door.ts'

/** The first word, and the script that answers. */
const commands: Readonly<Record<string, { readonly script: string; readonly says: string }>> = {
  start: { script: 'start', says: 'construit s’il le faut et démarre le serveur' },
  init: { script: 'init', says: 'prépare une vraie commune' },
  link: { script: 'link', says: 'un lien d’inscription pour une personne' },
  doctor: { script: 'doctor', says: 'regarde tout et dit ce qui ne va pas' },
  backup: { script: 'backup', says: 'une copie vérifiée' },
  restore: { script: 'restore', says: 'remet une copie, serveur arrêté' },
  'restore-report': { script: 'restore-report', says: 'ce que les appareils ont rendu depuis' },
  drill: { script: 'drill', says: 'essaie la dernière copie de bout en bout' },
  migrate: { script: 'migrate', says: 'de SQLite à PostgreSQL, et retour' },
  register: { script: 'register', says: 'le registre d’un bureau pour l’archive' },
  'act-export': { script: 'act-export', says: 'un acte, pour qui veut le vérifier' },
  'act-verify': { script: 'act-verify', says: 'vérifie un acte sans aucun serveur' },
  recover: { script: 'recover', says: 'ouvre un appareil dont tous ont oublié le code' },
  'erasure-report': { script: 'erasure-report', says: 'ce qui a été effacé, et si c’est bien parti' },
  processing: { script: 'processing', says: 'le registre des traitements, d’après les procédures' },
  commune: { script: 'admin', says: 'show' },
  unit: { script: 'admin', says: 'list, add' },
  person: { script: 'admin', says: 'list, add' },
  device: { script: 'admin', says: 'list' },
  pack: { script: 'admin', says: 'list, check, add' },
  voice: { script: 'admin', says: 'list' },
  divisions: { script: 'divisions', says: 'import : provinces et communes d’un tableau' },
}

const [word = 'help', ...rest] = process.argv.slice(2)
const command = Object.hasOwn(commands, word) ? commands[word] : undefined
const door = process.env['MORCHID_DOOR']
if (door) speakByDoor({ name: door, commands: new Set(Object.keys(commands)) })
if (command) {
  // The words of administration are read by one script, which wants them.
  process.argv.splice(2, process.argv.length, ...(command.script === 'admin' ? [word, ...rest] : rest))
  await import(`./${command.script}.ts`)
} else {
  const width = Math.max(...Object.keys(commands).map((name) => name.length))
  const lines = Object.entries(commands).map(([name, { says }]) => `  ${name.padEnd(width)}  ${says}`)
  console.log(`morchid <commande> …   (morchid <commande> --help)\n${lines.join('\n')}`)
  if (!['help', '--help', '-h'].includes(word)) process.exitCode = 1
}
