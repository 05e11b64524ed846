// The server as a process sees it: started on a real port, told things by a stock WebsocketProvider, stopped cleanly.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { loadKeys } from './accept/keys.ts'
import { makeTicket } from './accept/statement.ts'
import type { ServerConfig } from './config.ts'
import { StartProblem } from './data-folder.ts'
import { initFolder, linkOrPeople } from './folder-commands.ts'
import { startServer, type RunningServer } from './main.ts'
import { runningFile } from './running-file.ts'
import { communeFrom } from './new-commune.ts'
import { createTestDevice } from './testing/test-device.ts'
import { fileDossier } from './testing/test-dossier.ts'
import type { Reachable } from './testing/test-server.ts'

let folder: string
let running: RunningServer[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'morchid-main-'))
})
afterEach(async () => {
  await Promise.all(running.map((server) => server.close()))
  running = []
  rmSync(folder, { recursive: true, force: true })
})

const config = (given: Partial<ServerConfig> = {}): ServerConfig => ({
  port: 0,
  host: '127.0.0.1',
  dataDir: join(folder, 'data'),
  publicUrl: null,
  production: false,
  packsDir: new URL('../procedures', import.meta.url).pathname,
  pwaDir: join(folder, 'pwa'),
  trustProxy: false,
  country: 'MA',
  timeZone: 'Africa/Casablanca',
  logLevel: 'silent',
  databaseSchema: 'morchid',
  backupKeepDays: 30,
  drainSeconds: 0,
  ...given,
})
const start = async (given: Partial<ServerConfig> = {}): Promise<RunningServer> => {
  const server = await startServer(config(given))
  running.push(server)
  return server
}
const realCommune = () => {
  const commune = communeFrom({
    code: '07.041.07.03',
    nameFr: 'Asni',
    nameAr: 'أسني',
    provinceFr: 'Al Haouz',
    provinceAr: 'الحوز',
    supervisor: 'Nadia Tazi',
    points: ['EPN Centre|الفضاء'],
    people: ['mediator|Éric Ab|point-1'],
  })
  if (!commune.ok) throw new Error(JSON.stringify(commune.error))
  return commune.value
}

describe('starting', () => {
  test('a first start is a demonstration with a link for each person', async () => {
    const server = await start()
    expect(server.links.map(({ role, name }) => `${role} ${name}`)).toEqual([
      'mediator Fatima Bouzid',
      'mediator Lahcen Amghar',
      'clerk Khadija Idrissi',
      'clerk Omar Kabbaj',
      'supervisor Nadia Tazi',
      'clerk Salma Benjelloun',
      'officer Driss Alaoui',
      'mediator Hassan Ouakrim',
    ])
    expect(server.links[0]?.url).toMatch(new RegExp(`^${server.url}/#enrol=[\\w-]{22}&demo$`))
    const health = (await (await fetch(`${server.url}/healthz`)).json()) as {
      status: string
      version: string
      epoch: unknown
    }
    expect(health).toMatchObject({ status: 'ok', version: expect.stringMatching(/^\d/), epoch: { counter: 1 } })
  })

  test('the epoch and the keys are the same at the next start', async () => {
    const [first] = [await start()]
    const before = await (await fetch(`${first.url}/healthz`)).json()
    await first.close()
    const second = await start()
    expect(await (await fetch(`${second.url}/healthz`)).json()).toEqual(before)
  })

  test('in production nothing starts by itself, and no demonstration goes on', async () => {
    await expect(start({ production: true })).rejects.toThrow(/npm run init/)
    await (await start()).close()
    await expect(start({ production: true })).rejects.toBeInstanceOf(StartProblem)
  })

  test('a taken port and a taken folder are said in one sentence', async () => {
    const first = await start()
    const port = Number(new URL(first.url).port)
    await expect(start({ port, dataDir: join(folder, 'other') })).rejects.toThrow(/port .* déjà pris/)
    await expect(start()).rejects.toThrow(/déjà utilisé par un autre processus/)
  })

  test('lost keys stop the start, for what was sealed to them must not be orphaned', async () => {
    await (await start()).close()
    rmSync(join(folder, 'data/keys.json'))
    await expect(start()).rejects.toThrow(/Restaurez ce fichier/)
    expect(existsSync(join(folder, 'data/keys.json'))).toBe(false)
    // A command must not advise to begin anew.
    await expect(linkOrPeople(config(), undefined)).rejects.toThrow(/Restaurez ce fichier/)
    expect(existsSync(join(folder, 'data/keys.json'))).toBe(false)
  })

  test('closing twice is closing once', async () => {
    const server = await start()
    await Promise.all([server.close(), server.close()])
    expect(existsSync(runningFile(config().dataDir))).toBe(false)
    await expect(fetch(server.url)).rejects.toThrow()
  })
})

describe('commands', () => {
  test('init sets up a real commune once and gives its supervisor a link', async () => {
    const link = await initFolder(config({ port: 8787 }), realCommune())
    expect(link).toMatchObject({
      role: 'supervisor',
      name: 'Nadia Tazi',
      url: expect.stringContaining('http://localhost:8787/#enrol='),
    })
    await expect(initFolder(config(), realCommune())).rejects.toThrow(/sert déjà une commune/)
    const server = await start({ production: true })
    expect(server.links).toEqual([])
  })

  test('a link for a person is made on a stopped folder, and by the running server for its own machine', async () => {
    await initFolder(config(), realCommune())
    expect(await linkOrPeople(config(), 'eric-ab')).toMatchObject({ role: 'mediator', name: 'Éric Ab' })
    await expect(linkOrPeople(config(), 'nobody')).rejects.toThrow(/n'est pas dans la commune/)

    const server = await start()
    const keys = await loadKeys(config().dataDir, false)
    const ask = (word: string, headers: Record<string, string> = {}): Promise<Response> =>
      fetch(`${server.url}/api/local/link`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${word}`, ...headers },
        body: '{"agent":"eric-ab"}',
      })
    const word = keys.ok ? keys.value.localWord : ''
    expect((await ask(word)).status).toBe(200)
    expect((await ask('wrong')).status).toBe(403)
    expect((await ask(word, { 'X-Forwarded-For': '203.0.113.7' })).status).toBe(403)
  })

  test('an empty folder has nobody to link', async () => {
    await expect(linkOrPeople(config(), undefined)).rejects.toThrow(/Aucune commune/)
  })
})

describe('the live board', () => {
  const ticketOf = async (unit: string, agent: string): Promise<string> => {
    const keys = await loadKeys(config().dataDir, false)
    return keys.ok ? makeTicket(keys.value.secret, { unit, agent }, new Date()) : ''
  }
  const connect = (
    server: RunningServer,
    unit: string,
    ticket: string,
  ): { provider: WebsocketProvider; doc: Y.Doc } => {
    const doc = new Y.Doc()
    const provider = new WebsocketProvider(`${server.url.replace('http', 'ws')}/board`, unit, doc, {
      params: { ticket },
      disableBc: true,
    })
    return { provider, doc }
  }

  test('a stock provider with a ticket learns the head and sees who is there', async () => {
    const server = await start()
    const [one, two] = [
      connect(server, 'epn-asni', await ticketOf('epn-asni', 'fatima')),
      connect(server, 'epn-asni', await ticketOf('epn-asni', 'lahcen')),
    ]
    await Promise.all([one, two].map(({ provider }) => new Promise((resolve) => provider.once('sync', resolve))))
    expect(one.doc.getMap('head').get('seq')).toBe(0)
    const seen = new Promise((resolve) => {
      two.provider.awareness.on('change', () => {
        const states = [...two.provider.awareness.getStates().values()]
        if (states.some((state) => state['agent'] === 'fatima')) resolve(true)
      })
    })
    one.provider.awareness.setLocalState({ agent: 'fatima', dossier: 'd' })
    expect(await seen).toBe(true)
    one.provider.destroy()
    two.provider.destroy()
  })

  test('what another device sends moves the head of the units that see it', async () => {
    const server = await start()
    const reachable: Reachable = {
      request: (path, init) => fetch(`${server.url}${path}`, init),
      now: () => new Date(),
      codeFor: async (agent) => server.links.find((link) => link.agent === agent)?.url.split(/[=&]/)[1] ?? '',
    }
    const office = connect(server, 'bureau-general', await ticketOf('bureau-general', 'omar'))
    const moved = new Promise((resolve) => {
      const head = office.doc.getMap('head')
      head.observe(() => Number(head.get('seq')) > 0 && resolve(head.get('seq')))
    })
    await new Promise((resolve) => office.provider.once('sync', resolve))
    const mediator = await createTestDevice(reachable, 'fatima')
    await fileDossier(mediator, 0)
    await mediator.sync()
    expect(await moved).toBeGreaterThanOrEqual(4)
    office.provider.destroy()
  })

  test('without a good ticket for that unit the provider is told to stop', async () => {
    const server = await start()
    for (const ticket of ['', 'x.y', await ticketOf('etat-civil', 'khadija')]) {
      const { provider } = connect(server, 'epn-asni', ticket)
      const closed = await new Promise<{ code: number }>((resolve) => provider.once('closed', resolve))
      expect(closed.code).toBe(4401)
      provider.destroy()
    }
  })

  test('a page of another origin opens no socket, whatever ticket it has; our own does, under each name it is reached by', async () => {
    await start({ publicUrl: 'https://guichet.example' })
    const { url } = JSON.parse(readFileSync(runningFile(config().dataDir), 'utf8')) as { url: string }
    const statusFrom = async (origin: string): Promise<number> => {
      const ticket = encodeURIComponent(await ticketOf('epn-asni', 'fatima'))
      const socket = new WebSocket(`${url.replace('http', 'ws')}/board/epn-asni?ticket=${ticket}`, { origin })
      const status = await new Promise<number>((resolve) => {
        socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0))
        socket.on('open', () => resolve(101))
        socket.on('error', () => undefined)
      })
      socket.terminate()
      return status
    }
    expect(await statusFrom('https://guichet.example')).toBe(101)
    expect(await statusFrom(url)).toBe(101)
    for (const origin of ['https://elsewhere.example', 'http://guichet.example', 'null', url.replace(/\d+$/, '1')])
      expect(await statusFrom(origin), origin).toBe(403)
  })

  test('the server stops although boards are open', async () => {
    const server = await start()
    const { provider } = connect(server, 'epn-asni', await ticketOf('epn-asni', 'fatima'))
    await new Promise((resolve) => provider.once('sync', resolve))
    await server.close()
    provider.destroy()
  })
})
