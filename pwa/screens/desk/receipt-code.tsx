// A QR code for a thermal printer of 203 dots an inch: each module is four dots wide, so that none is drawn
// thinner than its neighbour, and the quiet zone is part of it.
import { encode } from 'uqr'
import { modulesPath } from '../../ui/qr-path.ts'

interface ReceiptCodeProps {
  text: string
  label: string
}

const moduleMm = (4 * 25.4) / 203
const quietModules = 4

export const ReceiptCode = ({ text, label }: ReceiptCodeProps) => {
  const { data, size } = encode(text, { ecc: 'M', border: quietModules })
  const side = `${(size * moduleMm).toFixed(2)}mm`
  return (
    <svg
      class="receipt__code"
      role="img"
      aria-label={label}
      width={side}
      height={side}
      viewBox={`0 0 ${size} ${size}`}
      shape-rendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path fill="#000" d={modulesPath(data)} />
    </svg>
  )
}
