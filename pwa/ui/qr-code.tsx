// A QR code as one SVG path, black on white whatever the theme: phones and scanners read it from paper.
import { encode } from 'uqr'
import './qr-code.css'

export interface QrCodeProps {
  readonly text: string
  readonly label: string
  /** CSS pixels of a side, quiet zone included; 176 when absent. */
  readonly size?: number | undefined
}

export function QrCode({ text, label, size = 176 }: QrCodeProps) {
  const { data, size: modules } = encode(text, { ecc: 'M', border: 3 })
  return (
    <svg class="qr-code" role="img" aria-label={label} width={size} height={size} viewBox={`0 0 ${modules} ${modules}`} shape-rendering="crispEdges">
      <rect width={modules} height={modules} fill="#fff" />
      <path fill="#000" d={modulesPath(data)} />
    </svg>
  )
}

/** One run of dark modules a command: a quarter of the characters of one square each. */
export function modulesPath(rows: readonly (readonly boolean[])[]): string {
  const commands: string[] = []
  for (const [y, row] of rows.entries()) {
    let start = 0
    while (start < row.length) {
      if (row[start] !== true) {
        start++
        continue
      }
      let end = start
      while (row[end] === true) end++
      commands.push(`M${start} ${y}h${end - start}v1h-${end - start}z`)
      start = end
    }
  }
  return commands.join('')
}
