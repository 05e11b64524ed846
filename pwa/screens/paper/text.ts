// The words about a paper in hand are the desk's own: whoever opens this screen from another room loads them with it.
export { t } from '../desk/text.ts'
