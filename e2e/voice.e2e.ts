// The voice in a real browser: which pack comes by itself and what it weighs, the ear, the desk without a link, packs on
// request, a full disk.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isOfOffice, isRare } from '../pwa/second-stage.ts'
import { look } from './look.ts'
import * as people from './people.ts'
import { createWorld, type Device, type World } from './world.ts'

/** Acceptance 24: all that came, headers, enrolment and the lists of the desk included. */
const FIRST_LOAD = 1.3 * 1024 * 1024
const DAMAGED = 'not what its name says'

/** Names of the voice files this device keeps. */
const kept = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () => (await (await caches.open('voices')).keys()).map(({ url }) => new URL(url).pathname))

const pack = (page: Page, name: string) => page.locator('.voice-pack').filter({ hasText: name })
const ear = (page: Page, name: string) => page.getByRole('button', { name: `Essayer ${name}` })

describe('the voices of a device', () => {
  let world: World
  let kiosk: Device
  beforeAll(async () => {
    world = await createWorld()
    kiosk = await world.device()
  })
  afterAll(() => world.close())

  const openVoices = async (): Promise<void> => {
    await kiosk.page.evaluate(() => {
      history.pushState(null, '', '/voices')
      dispatchEvent(new PopStateEvent('popstate'))
    })
    await kiosk.page.getByRole('heading', { name: 'Voix sur cet appareil' }).waitFor()
  }

  test('one voice comes by itself, the first load with it is at most 1.3 MiB, and no other voice is asked for', async () => {
    const asked: string[] = []
    kiosk.context.on('request', (request) => void asked.push(new URL(request.url()).pathname))
    kiosk.wire.bytes()
    await people.enrol(kiosk, world.linkOf('mediator').url)
    await people.offlineReady(kiosk.page)
    await openVoices()
    await pack(kiosk.page, 'Arabe standard').getByText('Gardée ici').waitFor({ timeout: 60_000 })
    const { down, up } = kiosk.wire.bytes()
    const voices = asked.filter((path) => /^\/voices\/|^\/assets\/voice-.*\.clips$/.test(path))
    console.log(`first load: ${down} bytes down, ${up} up, of ${FIRST_LOAD}; ${voices.length} voice files`)
    expect(voices.length).toBeGreaterThan(5)
    expect(voices.filter((path) => !/^\/(?:voices\/ar\.webm\.json|assets\/voice-ar-webm-)/.test(path))).toEqual([])
    expect(down).toBeLessThanOrEqual(FIRST_LOAD)
  })

  test('after it come the rooms seldom opened, which then open without a link, and never those of the office', async () => {
    const later = (): Promise<readonly string[]> =>
      kiosk.page.evaluate(async () =>
        (await (await caches.open('second-stage')).keys()).map(({ url }) => new URL(url).pathname.slice(1)),
      )
    await expect.poll(async () => (await later()).filter(isRare).length, { timeout: 30_000 }).toBeGreaterThan(10)
    console.log(`the rare rooms after it: ${kiosk.wire.bytes().down} bytes down`)
    expect((await later()).filter(isOfOffice)).toEqual([])
    await kiosk.link('down')
    await kiosk.killAndReopen('/voices/studio')
    await people.unlock(kiosk.page, 'Fatima Bouzid')
    await kiosk.page.getByRole('heading', { name: 'Studio des voix' }).waitFor()
    await kiosk.link('up')
  })

  test('without a link, the ear speaks, a second tap stops it, and a third begins again', async () => {
    await kiosk.link('down')
    await kiosk.killAndReopen('/voices')
    await people.unlock(kiosk.page, 'Fatima Bouzid')
    await openVoices()
    const arabic = ear(kiosk.page, 'Arabe standard')
    const isPressed = (pressed: boolean): Promise<unknown> =>
      kiosk.page.waitForFunction(
        (want) => document.querySelector('.voice-pack .ear')?.getAttribute('aria-pressed') === String(want),
        pressed,
      )
    for (let times = 0; times < 2; times++) {
      await arabic.click()
      await isPressed(true)
      await arabic.click()
      await isPressed(false)
    }
    // Until its end, by itself: the clips were decoded and played from the device alone.
    await arabic.click()
    await isPressed(true)
    await isPressed(false)
  })

  test('a second voice stops the first: never two at once', async () => {
    await kiosk.link('up')
    await ear(kiosk.page, 'Arabe standard').click()
    await ear(kiosk.page, 'Français').click()
    await kiosk.page.waitForFunction(
      () => document.querySelectorAll('.voice-pack .ear[aria-pressed=true]').length === 1,
    )
    expect(await ear(kiosk.page, 'Français').getAttribute('aria-pressed')).toBe('true')
  })

  test('another voice comes on request, goes on where the link was cut, and is deleted again', async () => {
    const french = pack(kiosk.page, 'Français')
    await kiosk.link('down')
    await french.getByRole('button', { name: /Garder ici|Continuer/ }).click()
    await french.getByText('Le réseau manque').waitFor()
    await kiosk.link('up')
    await french.getByRole('button', { name: /Garder ici|Continuer/ }).click()
    await french.getByText('Gardée ici').waitFor()
    const fetched = (await kept(kiosk.page)).filter((path) => path.includes('fr'))
    expect(fetched.length).toBeGreaterThan(5)
    await french.getByRole('button', { name: 'Effacer' }).click()
    await french.getByText('Pas sur cet appareil').waitFor()
    expect((await kept(kiosk.page)).filter((path) => path.includes('fr'))).toEqual([])
    expect((await kept(kiosk.page)).length).toBeGreaterThan(5)
  })

  test('a part that is not what its name says is not kept: a portal’s page is never a voice', async () => {
    const french = pack(kiosk.page, 'Français')
    await kiosk.page.evaluate((damaged) => {
      const real = window.fetch
      window.fetch = async (input, init) =>
        String(input).endsWith('.clips') ? new Response(damaged) : real(input, init)
    }, DAMAGED)
    await french.getByRole('button', { name: /Garder ici|Continuer/ }).click()
    await french.getByText('Le réseau manque').waitFor()
    expect((await kept(kiosk.page)).filter((path) => path.startsWith('/assets/voice-fr'))).toEqual([])
    await kiosk.page.reload()
    await people.unlock(kiosk.page, 'Fatima Bouzid')
    await openVoices()
  })

  test('a full disk is said in words and aloud, with what to delete', async () => {
    const french = pack(kiosk.page, 'Français')
    await kiosk.page.evaluate(() => {
      const { start } = AudioBufferSourceNode.prototype
      AudioBufferSourceNode.prototype.start = function (when) {
        document.body.dataset['heard'] = 'yes'
        start.call(this, when)
      }
      Cache.prototype.put = () => Promise.reject(new DOMException('full', 'QuotaExceededError'))
    })
    await french.getByRole('button', { name: /Garder ici|Continuer/ }).click()
    await french.getByRole('alert').filter({ hasText: 'plus de place' }).waitFor()
    await kiosk.page.locator('body[data-heard=yes]').waitFor()
    await pack(kiosk.page, 'Arabe standard').getByRole('button', { name: 'Effacer' }).waitFor()
    await kiosk.page.reload()
    await people.unlock(kiosk.page, 'Fatima Bouzid')
    await openVoices()
  })

  test('every clip of both voices decodes here, lasts as long as a sentence, and is not distorted at the loudest', async () => {
    for (const name of ['Arabe standard', 'Français']) {
      await pack(kiosk.page, name).waitFor()
      const get = pack(kiosk.page, name).getByRole('button', { name: /Garder ici|Continuer/ })
      if (await get.count()) await get.click()
      await pack(kiosk.page, name).getByText('Gardée ici').waitFor()
    }
    const measured = await kiosk.page.evaluate(measureClips)
    console.log('clips', measured)
    for (const voice of measured) {
      expect(voice.clips).toBeGreaterThan(100)
      expect(voice.broken).toEqual([])
      expect(voice.tooLong).toEqual([])
      expect(voice.tooLoud).toEqual([])
    }
  })

  test('looked at: the page of voices', async () => {
    await look('voices', kiosk.page)
  })

  test('a browser without Opus in WebM keeps and plays the MP3 of the same clips', async () => {
    await kiosk.page.addInitScript(() => {
      const { canPlayType } = HTMLMediaElement.prototype
      HTMLMediaElement.prototype.canPlayType = function (type) {
        return type.includes('webm') ? '' : canPlayType.call(this, type)
      }
    })
    await kiosk.page.reload()
    await people.unlock(kiosk.page, 'Fatima Bouzid')
    await openVoices()
    await pack(kiosk.page, 'Arabe standard').getByText('Gardée ici').waitFor()
    const files = (await kept(kiosk.page)).filter((path) => path.includes('voice-ar'))
    expect(files.length).toBeGreaterThan(5)
    expect(files.filter((path) => !path.includes('ar-mp3'))).toEqual([])
    await kiosk.link('down')
    const arabic = ear(kiosk.page, 'Arabe standard')
    await arabic.click()
    await kiosk.page.locator('.voice-pack .ear[aria-pressed=true]').waitFor()
    await kiosk.page.locator('.voice-pack .ear[aria-pressed=true]').waitFor({ state: 'detached' })
    expect(await kiosk.page.getByRole('alert').count()).toBe(0)
  })
})

/** Runs in the page. */
async function measureClips() {
  const store = await caches.open('voices')
  const context = new OfflineAudioContext(1, 1, 48_000)
  const measured = []
  for (const voice of ['ar', 'fr']) {
    const answer = await store.match(`/voices/${voice}.webm.json`)
    const index = (await answer?.json()) as {
      parts: { file: string }[]
      clips: Record<string, [number, number, number]>
    }
    const broken: string[] = []
    const tooLong: string[] = []
    const tooLoud: string[] = []
    let mostCut = 0
    const parts = await Promise.all(index.parts.map(async ({ file }) => (await store.match(`/${file}`))?.arrayBuffer()))
    for (const [id, [part, offset, length]] of Object.entries(index.clips)) {
      try {
        const sound = await context.decodeAudioData((parts[part] ?? new ArrayBuffer()).slice(offset, offset + length))
        // At the loudest step clips are played as they are: what touches the top is cut off.
        const samples = sound.getChannelData(0)
        const cut = samples.filter((one) => Math.abs(one) > 0.999).length / samples.length
        mostCut = Math.max(mostCut, cut)
        if (sound.duration > 12 || sound.duration < 0.1) tooLong.push(`${id} ${sound.duration}`)
        if (cut > 0.001) tooLoud.push(`${id} ${cut}`)
      } catch {
        broken.push(id)
      }
    }
    measured.push({ voice, clips: Object.keys(index.clips).length, mostCut, broken, tooLong, tooLoud })
  }
  return measured
}
