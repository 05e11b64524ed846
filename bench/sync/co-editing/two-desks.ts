// Two mediators of one service point, on links as in an office: one begins a request, both go through it to the read-back.
// What they do, they do at the screens.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as people from '../../../e2e/people.ts'
import { residence as visit } from '../../../e2e/residence.ts'
import { inSpoken, startsWith, word } from '../../../e2e/words.ts'
import { createWorld, type Device } from '../../../e2e/world.ts'
import { openDataFolder } from '../../../sync-server/data-folder.ts'
import { demoCommune } from '../../../sync-server/demo.ts'
import { setUpCommune } from '../../../sync-server/store/people.ts'
import { noteMoments, type Moment } from './moments.ts'

export interface Desk {
  /** From the read-back to the question. */
  correct(): Promise<void>
  /** Over what is there, with so many ms between the keys. */
  type(text: string, delay: number): Promise<void>
  /** Back to the read-back. */
  done(): Promise<void>
  /** Waits until the read-back shows it. */
  reads(text: string): Promise<void>
  /** So far. */
  moments(): Promise<readonly Moment[]>
}

export interface TwoDesks {
  readonly both: readonly [Desk, Desk]
  close(): Promise<void>
}

const field = 'douar'
const colleagueName = 'Youssef Idbella'

export const openTwoDesks = async (roundTripMs: number): Promise<TwoDesks> => {
  const folder = mkdtempSync(join(tmpdir(), 'morchid-co-editing-'))
  await setUp(folder)
  const world = await createWorld({ DATA_DIR: folder })
  const close = async (): Promise<void> => {
    await world.close()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const [one, other] = [await world.device(), await world.device()]
    for (const { context, wire } of [one, other]) {
      await context.addInitScript(noteMoments)
      wire.shape({ roundTripMs, downKbit: 100_000, upKbit: 100_000 })
    }
    const mediators = demoCommune.agents.filter(({ role }) => role === 'mediator').length
    await people.enrol(one, world.linkOf('mediator').url)
    await people.enrol(other, world.linkOf('mediator', mediators).url)
    await people.begin(one.page, visit)
    await openAt(other, new URL(one.page.url()).pathname)
    // The same answers from both: whichever comes first, nothing is contested.
    await readAll(one)
    await readAll(other)
    return { both: [deskOf(one), deskOf(other)], close }
  } catch (cause) {
    await close()
    throw cause
  }
}

/** The demonstration's commune, with a colleague at its first point. */
const setUp = async (folder: string): Promise<void> => {
  const { db, close } = await openDataFolder(folder)
  const colleague = { id: 'youssef', name: colleagueName, role: 'mediator', unit: 'epn-asni' } as const
  await setUpCommune(db, { ...demoCommune, agents: [...demoCommune.agents, colleague] })
  await close()
}

/** From the first question to a read-back with every row said right. */
const readAll = async ({ page }: Device): Promise<void> => {
  await people.answerAll(page, visit)
  await people.readBack(page)
  await page.getByRole('heading', { name: word('desk', 'mandate.title') }).waitFor()
  await people.button(page, word('desk', 'back.step')).click()
  await page.getByText(word('desk', 'read-back.all-right')).waitFor()
}

/** A colleague's draft is in nobody else's list: its address is what one tells the other. */
const openAt = async ({ page, url }: Device, path: string): Promise<void> => {
  const goOn = people.button(page, startsWith(word('desk', 'step.continue')))
  const absent = page.getByText(word('desk', 'request.absent-hint'))
  for (let tries = 0; tries < 30; tries++) {
    await page.goto(url + path)
    await people.unlock(page, colleagueName)
    await goOn.or(absent).waitFor()
    if (await goOn.isVisible()) return goOn.click()
  }
  throw new Error('the draft did not come')
}

const deskOf = ({ page }: Device): Desk => {
  const row = people.packNamed(visit.pack).form.survey.find(({ name }) => name === field)
  const question = row?.label ? inSpoken(row.label) : field
  const input = page.locator(`#q-${field}`)
  const answer = page.locator('.read-back__answer')
  return {
    correct: async () => {
      // Said right before, or changed by the other and to be read again.
      const change = people.button(page, `${word('desk', 'read-back.change')} (${question})`)
      await change
        .or(people.button(page, startsWith(word('desk', 'read-back.wrong'))))
        .first()
        .click()
      await input.waitFor()
    },
    type: async (text, delay) => {
      await input.press('Control+a')
      await input.pressSequentially(text, { delay })
    },
    done: async () => {
      await page.locator('main form button[type=submit]').click()
      await answer.waitFor()
    },
    reads: (text) => answer.getByText(text, { exact: true }).waitFor(),
    moments: () => page.evaluate(() => globalThis.morchidMoments),
  }
}
