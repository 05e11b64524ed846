// A sheet of written paper on a wooden table, as a camera sees it: drawn in the browser from a seed, given as a JPEG.
import type { Page } from 'playwright-core'

export interface Scene {
  readonly width: number
  readonly height: number
  /** Pixels out of focus. */
  readonly blur: number
  /** 1 fills the picture. */
  readonly near: number
  /** Radians. */
  readonly askew: number
  /** 1 is day. */
  readonly light: number
}
export const onTheTable: Scene = { width: 4_000, height: 3_000, blur: 0, near: 1, askew: 0.06, light: 1 }

export const sceneOf = async (page: Page, scene: Scene): Promise<Buffer> =>
  Buffer.from(await page.evaluate(draw, scene), 'base64')

const draw = async ({ width, height, blur, near, askew, light }: Scene): Promise<string> => {
  let seed = 7
  const random = (): number => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648
  const canvasOf = (w: number, h: number) => {
    const canvas = new OffscreenCanvas(w, h)
    const context = canvas.getContext('2d')
    if (context === null) throw new Error('no canvas')
    return { canvas, context }
  }
  const { canvas: paper, context: ink } = canvasOf(1_240, 1_754)
  ink.fillStyle = '#f4f1e8'
  ink.fillRect(0, 0, 1_240, 1_754)
  ink.fillStyle = '#111'
  ink.font = 'bold 54px sans-serif'
  ink.fillText('Quittance d’eau', 90, 140)
  ink.font = '26px serif'
  const words = 'commune quittance numero 12406731 metres cubes adresse douar total dirhams echeance'.split(' ')
  for (let y = 220; y < 1_680; y += 40) {
    let line = ''
    while (line.length < 78) line += `${words[Math.floor(random() * words.length)]} `
    ink.fillText(line, 90, y)
  }

  const { canvas: table, context } = canvasOf(width, height)
  context.fillStyle = '#7a5632'
  context.fillRect(0, 0, width, height)
  for (let i = 0; i < 400; i++) {
    context.fillStyle = `rgba(40,20,0,${random() * 0.15})`
    context.fillRect(0, random() * height, width, random() * 6)
  }
  const scale = Math.min(width / 1_240, height / 1_754) * 0.92 * near
  const [cos, sin] = [scale * Math.cos(askew), scale * Math.sin(askew)]
  context.filter = blur > 0 ? `blur(${blur}px)` : 'none'
  context.setTransform(cos, sin, -sin, cos, width / 2 - 620 * cos + 877 * sin, height / 2 - 620 * sin - 877 * cos)
  context.drawImage(paper, 0, 0)
  context.resetTransform()
  context.filter = 'none'
  context.fillStyle = `rgba(0,0,0,${1 - light})`
  context.fillRect(0, 0, width, height)
  // What a sensor adds: without it, every picture would be light.
  const pixels = context.getImageData(0, 0, width, height)
  for (let at = 0; at < pixels.data.length; at += 4) {
    const noise = (random() - 0.5) * 14
    for (let c = at; c < at + 3; c++) pixels.data[c] = (pixels.data[c] ?? 0) + noise
  }
  context.putImageData(pixels, 0, 0)
  const bytes = new Uint8Array(await (await table.convertToBlob({ type: 'image/jpeg', quality: 0.92 })).arrayBuffer())
  let text = ''
  for (let at = 0; at < bytes.length; at += 4_096) text += String.fromCharCode(...bytes.subarray(at, at + 4_096))
  return btoa(text)
}
