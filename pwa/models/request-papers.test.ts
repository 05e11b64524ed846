import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parsePack } from '../../shared/procedure/schema.ts'
import { actsIn, answerAll, beginRequest, createArrayDisk, settled, writerOf } from './testing/array-request.ts'

const file = new URL('../../procedures/ma.residence-certificate-local.json', import.meta.url)
const parsed = parsePack(JSON.parse(readFileSync(file, 'utf8')))
if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
const pack = parsed.value
const writer = writerOf([pack])
const page = (letter: string) => ({
  bytes: new TextEncoder().encode(letter),
  mediaType: 'image/webp',
  thumb: { bytes: new TextEncoder().encode(`small ${letter}`) },
})
const letters = async (begun: Awaited<ReturnType<typeof beginRequest>>) =>
  Promise.all(
    begun.live.attached.value.map(async ({ hash }) =>
      new TextDecoder().decode((await begun.world.sounds.open(begun.live.id, hash)) ?? undefined),
    ),
  )

describe('photographs of a request', () => {
  test('what is said to be kept is still there, with its pages in order, after the tab was killed', async () => {
    const world = createArrayDisk([4067])
    const first = await beginRequest(pack, writer, world)
    for (const letter of ['a', 'b', 'c']) expect(await first.request.papers.add('bill', page(letter))).toBe(true)
    const again = await beginRequest(pack, writer, world)
    expect(await letters(again)).toEqual(['a', 'b', 'c'])
    expect(again.request.papers.rows.value.map(({ piece, value }) => [piece, value.length])).toEqual([['bill', 3]])
  })

  test('a page taken again stands where the old one stood, whose bytes are gone', async () => {
    const begun = await beginRequest(pack, writer)
    for (const letter of ['a', 'b']) await begun.request.papers.add('bill', page(letter))
    const old = begun.live.attached.value[0]
    await begun.request.papers.add('bill', page('A'), old?.hash)
    expect(await letters(begun)).toEqual(['A', 'b'])
    expect(begun.world.blobs()).toHaveLength(4)
    expect(begun.world.blobs()).not.toContain(old?.hash)
  })

  test('the same picture taken again in its own place is not lost', async () => {
    const begun = await beginRequest(pack, writer)
    await begun.request.papers.add('bill', page('a'))
    await begun.request.papers.add('bill', page('a'), begun.live.attached.value[0]?.hash)
    expect(await letters(begun)).toEqual(['a'])
  })

  test('a removed page is named no more, then gone with its small picture', async () => {
    const begun = await beginRequest(pack, writer)
    await begun.request.papers.add('bill', page('a'))
    await begun.request.papers.remove(begun.live.attached.value[0]?.hash ?? '')
    expect(begun.live.attached.value).toEqual([])
    expect(begun.world.blobs()).toEqual([])
  })

  test('a draft that cannot be written keeps the bytes of the page it still names', async () => {
    const begun = await beginRequest(pack, writer)
    await begun.request.papers.add('bill', page('a'))
    const old = begun.live.attached.value[0]?.hash ?? ''
    begun.world.failNext(1)
    await expect(begun.request.papers.add('bill', page('b'), old)).rejects.toThrow('Quota')
    expect(begun.request.saved.value).toBe('failed')
    expect(begun.world.blobs()).toContain(old)
  })

  test('what is no picture of ours is not taken', async () => {
    const begun = await beginRequest(pack, writer)
    expect(await begun.request.papers.add('bill', { ...page('a'), mediaType: 'image/svg+xml' })).toBe(false)
    expect(begun.world.blobs()).toEqual([])
  })
})

describe('the read-back of photographs', () => {
  const readAll = async (begun: Awaited<ReturnType<typeof beginRequest>>) => {
    for (const { key } of begun.request.form.value.fields) await begun.request.sayRight(key)
  }

  test('is not over before the person has said that each paper is clear', async () => {
    const begun = await beginRequest(pack, writer)
    await begun.request.papers.add('bill', page('a'))
    await answerAll(begun)
    await readAll(begun)
    expect(begun.request.papers.toConfirm.value?.piece).toBe('bill')
    expect((await begun.request.next()).ok).toBe(false)
    await begun.request.papers.sayClear('bill')
    expect(begun.request.papers.toConfirm.value).toBeNull()
    expect((await begun.request.next()).ok).toBe(true)
    expect(begun.request.step.value.kind).toBe('teach-back')
  })

  test('a "no" opens that paper alone, through a killed tab too, and comes back to the read-back', async () => {
    const world = createArrayDisk([4067])
    const begun = await beginRequest(pack, writer, world)
    await begun.request.papers.add('bill', page('a'))
    await answerAll(begun)
    await readAll(begun)
    await begun.request.papers.sayClear('bill')
    begun.request.papers.sayUnclear('bill')
    await settled(begun)
    const { request } = await beginRequest(pack, writer, world)
    expect(request.step.value).toEqual({ kind: 'papers', piece: 'bill' })
    await request.next()
    expect(request.step.value.kind).toBe('read-back')
  })

  test('a page more makes its paper to be looked at again', async () => {
    const begun = await beginRequest(pack, writer)
    await begun.request.papers.add('bill', page('a'))
    await begun.request.papers.sayClear('bill')
    expect(begun.request.papers.toConfirm.value).toBeNull()
    await begun.request.papers.add('bill', page('b'))
    expect(begun.request.papers.toConfirm.value?.piece).toBe('bill')
  })
})

describe('the end of a request', () => {
  const toMandate = async () => {
    const begun = await beginRequest(pack, writer)
    await begun.request.papers.add('bill', page('a'))
    await answerAll(begun)
    await begun.request.skipReadBack('noise')
    await begun.request.next()
    return begun
  }

  test('filing freezes each page with its place, its size and its small picture', async () => {
    const begun = await toMandate()
    const [named] = begun.live.attached.value
    expect(named).toMatchObject({ piece: 'bill', page: 1, mediaType: 'image/webp', size: 1 })
    await begun.request.mandate({ method: 'mark', mark: 'M1 1L2 2', days: 31 })
    expect((await begun.request.submit()).ok).toBe(true)
    const submitted = actsIn(begun).find(({ kind }) => kind === 'submitted')
    expect(submitted?.payload['attachments']).toEqual([named])
    expect(begun.world.blobs()).toContain(named?.thumb)
  })

  test('after a no, nothing of what was photographed stays on this device', async () => {
    const begun = await toMandate()
    await begun.request.refuseMandate()
    expect(begun.live.attached.value).toEqual([])
    expect(begun.world.blobs()).toEqual([])
    expect(actsIn(begun).at(-1)?.kind).toBe('withdrawn')
  })
})
