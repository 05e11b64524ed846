// Acceptance 23: a voice recorded at one point, approved by a supervisor, is heard at another; taken back, the default
// speaks again. With Chromium's own fake microphone, which beeps.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createEnrolledWorld, type EnrolledWorld } from './enrolled.ts'
import { look, lookAtDialog } from './look.ts'
import * as people from './people.ts'
import { desk, type Device } from './world.ts'

const microphone = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']

let world: EnrolledWorld
let asni: Device
let imlil: Device
let chief: Device
beforeAll(async () => {
  world = await createEnrolledWorld()
  asni = await world.deviceOf('mediator', desk, microphone)
  imlil = await world.device()
  chief = await world.deviceOf('supervisor')
  await people.enrol(imlil, world.linkOf('mediator', 1).url)
})
afterAll(() => world.close())

/** Without a reload, which would lock the device. */
const goTo = (page: Page, path: string): Promise<void> =>
  page.evaluate((to) => {
    history.pushState(null, '', to)
    dispatchEvent(new PopStateEvent('popstate'))
  }, path)
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name }).first().waitFor()
const row = (page: Page, text: string) => page.locator('.studio-row').filter({ hasText: text }).first()
const sentence = 'C’est à vous.'
const inFrench = async ({ page }: Device): Promise<void> => {
  await goTo(page, '/voices/studio')
  await heading(page, 'Studio des voix')
  await page.getByRole('radio', { name: /Français/ }).check({ force: true })
  await page.getByRole('checkbox', { name: /manque/ }).uncheck()
}

/** Notes the size of every sound this page decodes from here on. */
const noteDecoded = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const decode = BaseAudioContext.prototype.decodeAudioData
    const sizes: number[] = []
    Object.assign(globalThis, { decodedSizes: sizes })
    BaseAudioContext.prototype.decodeAudioData = function (bytes, ...rest) {
      sizes.push(bytes.byteLength)
      return decode.call(this, bytes, ...rest)
    }
  })
const decoded = (page: Page): Promise<readonly number[]> =>
  page.evaluate(() => (globalThis as unknown as { decodedSizes: number[] }).decodedSizes)
let recordedSize = 0

describe('a recorded voice', () => {
  test('is asked for with who speaks and their consent, and no consent records nothing', async () => {
    const { page } = asni
    await inFrench(asni)
    await look('studio-list', page)
    await page.getByRole('button', { name: `Enregistrer : ${sentence}` }).click()
    await heading(page, sentence)
    await look('studio-who', page)
    await page.fill('#studio-speaker', 'Fadma')
    await page.locator('#studio-consent input[value=no]').check({ force: true })
    expect(await page.getByRole('button', { name: 'Continuer' }).isDisabled()).toBe(true)
    await page.locator('#studio-consent input[value=yes]').check({ force: true })
    await page.getByRole('button', { name: 'Continuer' }).click()
    await page.getByRole('button', { name: /Appuyer/ }).waitFor()
  })

  test('is recorded without a link, heard again, and kept here', async () => {
    const { page } = asni
    await asni.link('down')
    await look('studio-take', page)
    await page.getByRole('button', { name: /Appuyer/ }).click()
    await page.waitForTimeout(2_500)
    await page.locator('.record__button').click()
    const listen = page.locator('.record--done').getByRole('button', { name: 'Écouter' })
    await listen.waitFor()
    await look('studio-taken', page)
    await noteDecoded(page)
    await listen.click()
    await expect.poll(() => decoded(page)).toHaveLength(1)
    recordedSize = (await decoded(page))[0] ?? 0
    expect(recordedSize).toBeGreaterThan(500)
    expect(recordedSize).toBeLessThanOrEqual(25 * 1024)
    await page.locator('.record--done').getByRole('button', { name: 'Écouter' }).waitFor()
    await page.getByRole('button', { name: /Garder et envoyer/ }).click()
    // The next prompt that nobody says yet.
    await page.waitForFunction((before) => document.querySelector('main h1')?.textContent !== before, sentence)
    await inFrench(asni)
    await row(page, sentence).getByText('En attente').waitFor()
    await asni.link('up')
  })

  test('is heard by the supervisor, who approves it for the whole commune', async () => {
    const { page } = chief
    await page.getByRole('link', { name: /Voix/ }).click()
    await heading(page, 'Voix de la commune')
    await people.comes(page, page.locator('.supervisor-voice').filter({ hasText: sentence }))
    await page.getByText(/Fadma/).waitFor()
    await look('supervisor-voices', page)
    await lookAtDialog('supervisor-reject', page, () => page.locator('.supervisor-voice__answers button').last())
    await page.getByRole('button', { name: new RegExp(`Écouter : ${sentence}`) }).click()
    await page.getByRole('button', { name: 'Pour toute la commune' }).click()
    await page.getByText('Aucun enregistrement n’attend').waitFor()
  })

  test('is heard at another point, from the sealed rows of its device', async () => {
    const { page } = imlil
    await inFrench(imlil)
    await people.comes(page, row(page, sentence).getByText('Dite par une personne'))
    await imlil.link('down')
    await noteDecoded(page)
    const ear = row(page, sentence).locator('.ear')
    await ear.click()
    await page.waitForFunction(() => document.querySelector('.studio-row .ear[aria-pressed=true]') !== null)
    await page.waitForFunction(() => document.querySelector('.studio-row .ear[aria-pressed=true]') === null)
    // The recording itself, byte for byte, and not the voice of the default pack.
    expect(await decoded(page)).toContain(recordedSize)
    await imlil.link('up')
    await page.getByRole('button', { name: `Enregistrer : ${sentence}` }).click()
    await page.getByText('Approuvé, entendu ici').waitFor()
    await look('studio-heard', page)
  })

  test('kept by an app that could not read it yet, it is found at the next unlock', async () => {
    const { page } = imlil
    // What such an app leaves: the rows, no line made from them, and no word that all of them have one.
    await page.evaluate(
      () =>
        new Promise<void>((resolve, reject) => {
          const opening = indexedDB.open('morchid')
          opening.addEventListener('error', () => reject(new Error('the database did not open')))
          opening.addEventListener('success', () => {
            const clearing = opening.result.transaction(['summaries', 'meta'], 'readwrite')
            clearing.objectStore('summaries').clear()
            clearing.objectStore('meta').delete('listed')
            clearing.addEventListener('complete', () => {
              opening.result.close()
              resolve()
            })
          })
        }),
    )
    await people.button(page, /Verrouiller/).click()
    await people.unlock(page, 'Lahcen Amghar')
    await people.button(page, /Verrouiller/).waitFor()
    await inFrench(imlil)
    await row(page, sentence).getByText('Dite par une personne').waitFor()
  })

  test('is not in any list of requests', async () => {
    for (const { page } of [asni, imlil]) {
      await goTo(page, '/')
      await page.locator('main h1').waitFor()
      expect(await page.getByRole('link', { name: /dossier/ }).count()).toBe(0)
    }
  })

  test('taken back where it was recorded, it is heard nowhere, and the default speaks again', async () => {
    const { page } = asni
    await inFrench(asni)
    await page.getByRole('button', { name: `Enregistrer : ${sentence}` }).click()
    await lookAtDialog('studio-withdraw', page, () => page.locator('.studio-take-row .button').first())
    await page.getByRole('button', { name: 'Retirer' }).click()
    await page.locator('dialog').getByRole('button', { name: 'Retirer' }).click()
    await page.getByText('Retiré', { exact: true }).waitFor()
    await inFrench(imlil)
    await people.comes(imlil.page, row(imlil.page, sentence).getByText('Voix de synthèse'))
    await noteDecoded(imlil.page)
    await row(imlil.page, sentence).locator('.ear').click()
    await expect.poll(async () => (await decoded(imlil.page)).length).toBeGreaterThan(0)
    expect(await decoded(imlil.page)).not.toContain(recordedSize)
  })
})

test('the supervisor looks at visits by form and point', async () => {
  const { page } = chief
  await page.getByRole('link', { name: 'Visites' }).click()
  await heading(page, 'Comment les gens sont servis')
  await look('supervisor-visits-none', page)
})
