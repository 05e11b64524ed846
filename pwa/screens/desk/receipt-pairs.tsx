// The number in its pairs, as large as people who read a little need it. It breaks after the second pair where the paper
// is too narrow, and nowhere else: two digits of a pair never part.
import { Fragment } from 'preact'

export const ReceiptPairs = ({ value }: { value: string }) => {
  const pairs = value.split('.')
  return (
    <bdi class="receipt__pairs" dir="ltr">
      {pairs.map((pair, place) => (
        <Fragment key={place}>
          <span class="receipt__pair">{pair}</span>
          {place < pairs.length - 1 && '.'}
          {place === 1 && pairs.length > 2 && <wbr />}
        </Fragment>
      ))}
    </bdi>
  )
}
