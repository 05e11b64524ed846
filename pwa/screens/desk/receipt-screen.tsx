// A receipt printed again. Only the device that made it can: its secret exists nowhere else.
import { useLocation, useRoute } from 'preact-iso'
import { ReceiptPage } from './receipt-page.tsx'

export const ReceiptScreen = () => {
  const { params } = useRoute()
  const { route } = useLocation()
  const id = params['id'] ?? ''
  return <ReceiptPage key={id} dossier={id} onBack={() => route(`/dossier/${id}`)} />
}
