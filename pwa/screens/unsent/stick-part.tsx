// The stick: the file of what waits, and what comes back on it. Also on a locked device. It must never say received of
// what is only on a stick.
import { useEffect, useRef, useState } from 'preact/hooks'
import { link } from '../../models/link.ts'
import { exportStick, readUnsent, takeFile } from '../../models/unsent.ts'
import type { FileTaken, StickMade, Unsent } from '../../models/unsent.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { SaveFile } from './save-file.tsx'
import { t } from './text.ts'
import { ageOf } from './use-unsent.ts'

type Told = 'failed' | 'nothing' | null

export const StickPart = ({ stick }: { readonly stick: Unsent['stick'] }) => {
  const [made, setMade] = useState<StickMade | null>(null)
  const [told, setTold] = useState<Told>(null)
  const [taken, setTaken] = useState<FileTaken | null>(null)
  const [busy, setBusy] = useState(false)
  const input = useRef<HTMLInputElement>(null)

  const run = async (work: () => Promise<void>) => {
    setBusy(true)
    setTold(null)
    setTaken(null)
    try {
      await work()
      await readUnsent(link.peek())
    } catch (cause) {
      console.error('the stick', cause)
      setTold('failed')
    }
    setBusy(false)
  }
  const make = () =>
    run(async () => {
      const file = await exportStick()
      setMade(file)
      if (file === null) setTold('nothing')
    })
  const take = (file: File) => run(async () => setTaken(await takeFile(new Uint8Array(await file.arrayBuffer()))))

  return (
    <section class="unsent-stick" aria-labelledby="stick">
      <h2 id="stick">{t('stick.title')}</h2>
      <p>{t('stick.lead')}</p>
      {stick === null ? null : (
        <p class="unsent-stick__state">
          {stick.left > 0
            ? t('stick.out', { number: stick.number, age: ageOf(stick.at) })
            : t('stick.in', { number: stick.number })}
        </p>
      )}
      <div class="row">
        <Button icon="download" busy={busy} onClick={() => void make()}>
          {t('stick.make')}
        </Button>
        <Button icon="upload" busy={busy} onClick={() => input.current?.click()}>
          {t('stick.read')}
        </Button>
        <input
          ref={input}
          type="file"
          accept=".mor"
          hidden
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? []
            event.currentTarget.value = ''
            if (file) void take(file)
          }}
        />
      </div>
      {made === null ? null : <Made file={made} />}
      {told === null ? null : <Notice tone={told === 'failed' ? 'error' : 'success'}>{t(`stick.${told}`)}</Notice>}
      {taken === null ? null : <Took taken={taken} />}
    </section>
  )
}

const Made = ({ file }: { readonly file: StickMade }) => (
  <ol class="unsent-stick__steps">
    <li>
      {t('stick.step-1')} <SaveFile name={file.name} bytes={file.bytes} now />
      {file.left > 0 ? <p>{t('stick.left')}</p> : null}
    </li>
    <li>
      <Address />
    </li>
    <li>{t('stick.step-3')}</li>
  </ol>
)

/** Typed by a person on another machine: alone on its line, and left to right. */
const Address = () => {
  const [before, after] = t('stick.step-2', { address: '\u0000' }).split('\u0000')
  return (
    <>
      {before}
      <bdi dir="ltr" class="unsent-stick__address">{`${location.origin}/import`}</bdi>
      {after}
    </>
  )
}

const Took = ({ taken }: { readonly taken: FileTaken }) => {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => place.current?.scrollIntoView({ block: 'nearest' }), [taken])
  return (
    <div ref={place}>
      {taken.type === 'received' ? (
        <Notice tone={taken.refused > 0 ? 'warning' : 'success'}>
          {t('took.received', { count: taken.packets })}{' '}
          {taken.refused > 0 ? t('took.refused', { count: taken.refused }) : ''}
        </Notice>
      ) : taken.type === 'carried' ? (
        <Notice tone="success" action={<SaveFile name={taken.name} bytes={taken.bytes} />}>
          {t('took.carried')}
        </Notice>
      ) : (
        <Notice tone={taken.type === 'nothing-new' ? 'info' : 'warning'}>{t(`took.${taken.type}`)}</Notice>
      )}
    </div>
  )
}
