// The citizen's page as a borrowed phone gets it: no script, one request, nothing that tells a stranger anything.
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeReference } from '../../shared/dossier/reference.ts'
import type { ActKind } from '../../shared/procedure/workflow.ts'
import { createShelf } from '../packs.ts'
import { createTestDevice, type TestDevice } from '../testing/test-device.ts'
import { fileDossier, type FiledDossier } from '../testing/test-dossier.ts'
import { createTestServer, shippedPacks, type TestServer } from '../testing/test-server.ts'

let server: TestServer
let mediator: TestDevice
let filed: FiledDossier

beforeEach(async () => {
  server = await createTestServer()
  mediator = await createTestDevice(server, 'fatima')
  filed = await fileDossier(mediator, 4067, 'ma.residence-certificate-local')
  await mediator.sync()
})
afterEach(() => server.close())

const asBrowser = { Accept: 'text/html,application/xhtml+xml' }
const look = (path: string, headers: Record<string, string> = asBrowser): Promise<Response> =>
  Promise.resolve(server.app.request(path, { headers }))
const ask = (
  path: string,
  form: Record<string, string>,
  headers: Record<string, string> = asBrowser,
): Promise<Response> =>
  Promise.resolve(server.app.request(path, { method: 'POST', headers, body: new URLSearchParams(form) }))
const right = (): { reference: string; secret: string } => ({ reference: filed.reference, secret: filed.secret })

/** The clerk of the general office takes the dossier through these acts. */
const work = async (...acts: readonly (readonly [ActKind, Record<string, unknown>])[]): Promise<void> => {
  const clerk = await createTestDevice(server, 'omar')
  await clerk.sync()
  for (const [kind, payload] of acts) await clerk.act(filed.dossier, kind, payload)
  const outcome = await clerk.sync()
  expect(outcome.type === 'synced' && outcome.report.held).toEqual([])
}

describe('finding a request', () => {
  test('reference and secret show the state and the procedure', async () => {
    const page = await ask('/s?lang=fr', right())
    const text = await page.text()
    expect(page.status).toBe(200)
    expect(text).toContain('Au bureau')
    expect(text).toContain('résidence')
    // The pack's checked delay of one day, from the server's own clock.
    expect(text).toContain('dimanche 22 novembre 2026')
  })

  test.each([
    ['spaces', '12 40 67', ' 7318'],
    ['dashes', '12-40-67', '73-18'],
    ['Arabic-Indic digits', '١٢.٤٠.٦٧', '٧٣.١٨'],
    ['nothing between', '124067', '7318'],
  ])('numbers typed with %s are understood', async (_, start, secret) => {
    const check = filed.reference.split('.')[3] ?? ''
    expect((await ask('/s', { reference: `${start} ${check}`, secret })).status).toBe(200)
  })

  test('the token behind the QR shows the state alone; the secret opens the rest', async () => {
    const plain = await (await look(`/s/${filed.token}?lang=fr`)).text()
    expect(plain).toContain('Au bureau')
    expect(plain).not.toContain('résidence')
    expect(plain).not.toContain(filed.reference)
    const open = await (await ask(`/s/${filed.token}?lang=fr`, { secret: '73.18' })).text()
    expect(open).toContain('résidence')
  })

  test('a missing paper is named only to whoever has the secret', async () => {
    const pack = shippedPacks().find(({ id }) => id === 'ma.residence-certificate-local')
    const piece = pack?.service.hasInputType[0]
    await work(['claimed', {}], ['piece-requested', { pieces: [piece?.id], message: 'Fatima, carte AB123' }])
    const [plain, open] = [await (await look(`/s/${filed.token}`)).text(), await (await ask('/s', right())).text()]
    expect(plain).toContain('Il manque une pièce')
    expect(plain).not.toContain(escaped(piece?.name.fr ?? ''))
    expect(open).toContain(escaped(piece?.name.fr ?? ''))
  })

  test('neither the answers, the people nor what a clerk typed is ever on the page', async () => {
    const reason = shippedPacks().find(({ id }) => id === 'ma.residence-certificate-local')?.refusalReasons[0]
    await work(['claimed', {}], ['decided', { outcome: 'refused', reason: reason?.id, text: 'AB123456 Aït Lahcen' }])
    const page = await (await ask('/s?lang=fr', right())).text()
    expect(page).toContain('Refusée')
    expect(page).toContain(escaped(reason?.name.fr ?? ''))
    for (const secret of ['AB123456', 'Aït Lahcen', 'Douar Tizi', 'Fatima', 'Omar', 'Voisin', '73.18'])
      expect(page).not.toContain(secret)
  })
})

describe('what the office does', () => {
  const page = async (): Promise<string> => (await ask('/s?lang=fr', right())).text()
  const packOf = () => shippedPacks().find(({ id }) => id === 'ma.residence-certificate-local')

  test('two decisions made apart are told as a check and nothing else, until a person has kept one', async () => {
    const [one, other] = [await createTestDevice(server, 'omar'), await createTestDevice(server, 'omar')]
    for (const clerk of [one, other]) await clerk.sync()
    const reason = packOf()?.refusalReasons[0]
    const yes = await one.act(filed.dossier, 'decided', { outcome: 'accepted' })
    await one.act(filed.dossier, 'issued', { document: 'certificate' })
    await other.act(filed.dossier, 'decided', { outcome: 'refused', reason: reason?.id })
    for (const clerk of [one, other, one]) await clerk.sync()
    const suspended = await page()
    expect(suspended).toContain('<h1>En vérification</h1>')
    for (const word of ['Acceptée', 'Refusée', escaped(reason?.name.fr ?? ''), '<dt>Papier', '2026-A'])
      expect(suspended).not.toContain(word)

    await one.act(filed.dossier, 'settled', { keep: yes.id, text: 'Vu avec le caïd.' })
    await one.sync()
    const settled = await page()
    expect(settled).toContain('<h1>Acceptée</h1>')
    expect(settled).not.toContain('En vérification')
    expect(settled).not.toContain('caïd')
  })

  test('a paper that is ready is named with its official number, only to whoever has the secret', async () => {
    await work(['decided', { outcome: 'accepted' }], ['issued', { document: 'certificate' }], ['ready', {}])
    const open = await page()
    expect(open).toContain('<h1>Prête</h1>')
    expect(open).toContain('Certificat de résidence <bdi dir="ltr">2026-A-1</bdi>')
    expect(open).toContain('Venez avec ce reçu')
    const plain = await (await look(`/s/${filed.token}?lang=fr`)).text()
    expect(plain).toContain('<h1>Prête</h1>')
    expect(plain).not.toContain('2026-A-1')
  })

  test('once the usual day is over, the answer is awaited by the law’s, on a day that is worked', async () => {
    const shelf = createShelf(
      shippedPacks().map((pack) => ({
        ...pack,
        service: { ...pack.service, maxTime: { value: 'P60D', source: [{ kind: 'law', ref: '55-19' }] } },
      })),
    )
    const lawful = await createTestServer({ packs: shelf })
    const kiosk = await createTestDevice(lawful, 'fatima')
    const { reference, secret } = await fileDossier(kiosk, 4067, 'ma.residence-certificate-local')
    await kiosk.sync()
    const due = async (): Promise<string> => {
      const body = new URLSearchParams({ reference, secret })
      return (await lawful.app.request('/s?lang=fr', { method: 'POST', headers: asBrowser, body })).text()
    }
    expect(await due()).toContain('dimanche 22 novembre 2026')
    lawful.setClock('2026-11-24T09:00:00Z')
    // The sixtieth day, 20 January 2027.
    expect(await due()).toContain('mercredi 20 janvier 2027')
    await lawful.close()
  })
})

describe('a stranger learns nothing', () => {
  const others = { reference: makeReference(12, 9999), secret: '73.18' }

  test('an unknown reference and a wrong secret get the same page after the same wait', async () => {
    const unknown = await ask('/s', others)
    const wrong = await ask('/s', { ...right(), secret: '00.00' })
    expect([unknown.status, wrong.status]).toEqual([404, 404])
    const blank = (page: string, reference: string): string => page.replaceAll(reference, '')
    expect(blank(await unknown.text(), others.reference)).toBe(blank(await wrong.text(), filed.reference))
    expect(server.pauses).toEqual([150, 150])
    await ask('/s', right())
    expect(server.pauses).toEqual([150, 150, 150])
  })

  test('the answer says that the paper may still be at the point', async () => {
    expect(await (await ask('/s?lang=fr', others)).text()).toContain('peut-être encore gardée au point')
  })

  test('the sixth try after five wrong ones waits, even with the right secret, and longer each time', async () => {
    for (let i = 0; i < 5; i++) expect((await ask('/s', { ...right(), secret: '00.00' })).status).toBe(404)
    const slowed = await ask('/s?lang=fr', right())
    expect(slowed.status).toBe(429)
    expect(slowed.headers.get('Retry-After')).toBe('60')
    expect(await slowed.text()).toContain('Réessayez après')

    server.setClock('2026-11-21T09:01:00Z')
    expect((await ask('/s', { ...right(), secret: '00.00' })).status).toBe(404)
    expect((await ask('/s', right())).headers.get('Retry-After')).toBe('120')
    server.setClock('2026-11-21T09:03:00Z')
    expect((await ask('/s', right())).status).toBe(200)
  })

  test('an unknown reference slows down in the same way', async () => {
    for (let i = 0; i < 5; i++) await ask('/s', others)
    expect((await ask('/s', others)).status).toBe(429)
    expect((await ask('/s', right())).status).toBe(200)
  })

  test('the token is no way around the wait', async () => {
    for (let i = 0; i < 5; i++) await ask(`/s/${filed.token}`, { secret: '00.00' })
    expect((await ask('/s', right())).status).toBe(429)
  })

  test('numbers that cannot be a reference are said so, and cost no try', async () => {
    const [first, ...rest] = filed.reference.split('.')
    const broken = [String(Number(first) + 1), ...rest].join('.')
    for (let i = 0; i < 6; i++) expect((await ask('/s', { ...right(), reference: broken })).status).toBe(422)
    expect((await ask('/s', { reference: '12.40', secret: '7' })).status).toBe(422)
    expect((await ask('/s', right())).status).toBe(200)
  })

  test('a program gets problem+json with the same sentence in French and Arabic', async () => {
    const answer = await ask('/s', others, { Accept: 'application/json' })
    expect(answer.status).toBe(404)
    expect(answer.headers.get('Content-Type')).toBe('application/problem+json')
    expect(await answer.json()).toMatchObject({
      type: 'urn:morchid:status-unknown',
      detail: { ar: expect.stringContaining('نقطة') },
    })
  })
})

describe('the page itself', () => {
  test('works in both languages and both directions, by choice or by the browser’s wish', async () => {
    const [fr, ar, wished] = [
      await (await look('/s?lang=fr')).text(),
      await (await look('/s?lang=ar')).text(),
      await (await look('/s', { ...asBrowser, 'Accept-Language': 'ar-MA,ar;q=0.9,fr;q=0.5' })).text(),
    ]
    expect(fr).toContain('<html lang="fr" dir="ltr">')
    expect(ar).toContain('<html lang="ar" dir="rtl">')
    expect(wished).toContain('أين وصل طلبي؟')
    expect(fr).toContain('Démonstration')
  })

  test('has no script, no foreign address, and a policy that allows its one style by hash', async () => {
    const page = await look('/s')
    const text = await page.text()
    expect(text).not.toMatch(/<script|javascript:|\son\w+=|src=/i)
    expect(text).not.toMatch(/(?:href|action)="(?!\/s|data:|tel:)/)
    const style = /<style>([\s\S]*?)<\/style>/.exec(text)?.[1] ?? ''
    const policy = page.headers.get('Content-Security-Policy') ?? ''
    expect(policy).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`)
    expect(policy).toContain("script-src 'none'")
    expect(text).not.toMatch(/\sstyle=/)
  })

  test('every page is at most 4 KB with Brotli and 9 KB as it is', async () => {
    const pages = [
      await look('/s?lang=ar', { ...asBrowser, 'Accept-Encoding': 'br' }),
      await ask('/s?lang=ar', right(), { ...asBrowser, 'Accept-Encoding': 'br' }),
      await look(`/s/${filed.token}?lang=ar`, { ...asBrowser, 'Accept-Encoding': 'br' }),
    ]
    for (const page of pages) {
      const bytes = new Uint8Array(await page.arrayBuffer())
      expect(page.headers.get('Content-Encoding')).toBe('br')
      expect(bytes.length).toBeLessThanOrEqual(4096)
      expect(brotliDecompressSync(bytes).length).toBeLessThanOrEqual(9216)
    }
    const unpacked = await (await look('/s')).text()
    expect(brotliCompressSync(unpacked).length).toBeLessThanOrEqual(4096)
  })

  test('is never kept by a browser or a proxy', async () => {
    for (const page of [await look('/s'), await ask('/s', right()), await look(`/s/${filed.token}`)])
      expect(page.headers.get('Cache-Control')).toBe('no-store')
  })

  test('what is typed comes back as text, never as markup', async () => {
    const page = await (await ask('/s', { reference: '"><script>alert(1)</script>', secret: '1' })).text()
    expect(page).not.toContain('<script>')
  })

  test('a token nobody has is told as not yet arrived', async () => {
    const page = await look('/s/AAAAAAAAAAAAAAAAAAAAAA?lang=ar')
    expect(page.status).toBe(404)
    expect(await page.text()).toContain('محفوظا في النقطة')
  })

  test('the log holds the route, never the token or the numbers', async () => {
    await look(`/s/${filed.token}`)
    await ask('/s', right())
    const log = server.logLines.join('')
    expect(log).toContain('"route":"/s/:token"')
    expect(log).not.toContain(filed.token)
    expect(log).not.toContain(filed.reference)
  })
})

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll("'", '&#39;').replaceAll('"', '&quot;')
