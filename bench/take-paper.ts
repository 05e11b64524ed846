// What it takes to make a page of a photograph, and to say what is wrong with a camera's frame: on this machine, and with
// the whole of the page's process slowed six times (stopped five sixths of the time: the browser's own brake slows no
// worker). Beside it, the same page in JPEG and in WebP. Measured, never asserted. `npm run bench:take-paper`, Linux only.
import type { Page } from 'playwright-core'
import { atASixth, megabytesNow, mostMegabytes, rendererIds } from '../e2e/memory.ts'
import { makeThere, paperBench, type PaperBench } from '../e2e/paper-bench.ts'
import { onTheTable, sceneOf } from '../e2e/paper-scene.ts'

const wish = { look: 'grey', straighten: true, quarters: 0 } as const
const runs = 3

const middle = (values: readonly number[]): number =>
  Math.round(values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0)

/** Milliseconds from a frame to its hint, in the worker that is there already. */
const watched = (page: Page, base64: string): Promise<readonly number[]> =>
  page.evaluate(
    async ([base64, runs]) => {
      interface Maker {
        watch(frame: ImageBitmap, middle: ImageBitmap): Promise<unknown>
        close(): void
      }
      const { paperMaking } = globalThis as unknown as { paperMaking: { createPageMaker(): Maker } }
      const maker = paperMaking.createPageMaker()
      const photo = new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))])
      const full = await createImageBitmap(photo)
      const all: number[] = []
      for (let run = 0; run <= 2 * runs; run++) {
        const frame = await createImageBitmap(full, { resizeWidth: 320, resizeHeight: 240 })
        const piece = await createImageBitmap(full, 600, 400, 240, 240)
        const start = performance.now()
        await maker.watch(frame, piece)
        // The first one waits for the worker and its wasm.
        if (run > 0) all.push(performance.now() - start)
      }
      maker.close()
      return all
    },
    [base64, runs] as const,
  )

const encoded = (page: Page, webp: string): Promise<readonly string[]> =>
  page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/webp' }))
    const lines: string[] = []
    for (const type of ['image/webp', 'image/jpeg']) {
      for (const quality of [0.8, 0.6, 0.35]) {
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
        canvas.getContext('2d')?.drawImage(bitmap, 0, 0)
        const start = performance.now()
        const { size } = await canvas.convertToBlob({ type, quality })
        const ms = Math.round(performance.now() - start)
        lines.push(`${type} at ${quality}: ${Math.round(size / 1_000)} KB in ${ms} ms`)
      }
    }
    return lines
  }, webp)

const measure = async (bench: PaperBench, photo: Buffer, frame: Buffer, times: number): Promise<void> => {
  const page = await bench.open()
  const [renderer = 0] = await rendererIds(page)
  const before = megabytesNow(renderer)
  const release = times > 1 ? atASixth(renderer) : () => undefined
  const pages: number[] = []
  let webp = ''
  for (let run = 0; run < runs; run++) {
    const made = await makeThere(page, photo, wish)
    pages.push(made.ms ?? Number.NaN)
    webp = made.base64 ?? ''
    if (run === 0)
      console.log(`  page: ${made.size} bytes, ${made.width} × ${made.height}, small one ${made.thumb?.size}`)
  }
  console.log(`  12 million pixels to a page, its worker started: ${middle(pages)} ms`)
  console.log(`  a camera's frame to its hint: ${middle(await watched(page, frame.toString('base64')))} ms`)
  if (times === 1) for (const line of await encoded(page, webp)) console.log(`  ${line}`)
  release()
  console.log(`  ${before} MB before, at most ${mostMegabytes(renderer)}`)
  await page.context().browser()?.close()
}

const bench = await paperBench()
try {
  const drawing = await bench.open()
  const photo = await sceneOf(drawing, onTheTable)
  const frame = await sceneOf(drawing, { ...onTheTable, width: 1_600, height: 1_200 })
  await drawing.context().browser()?.close()
  for (const times of [1, 6]) {
    console.log(times === 1 ? 'as it is' : `slowed ${times} times`)
    await measure(bench, photo, frame, times)
  }
} finally {
  await bench.close()
}
