// Four words to write down, then to type again; or a passphrase of one's own. The words are shown large and in order,
// because they are read from the screen to a piece of paper, by one person and out of the others' sight.
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ButtonRow } from '../../ui/page.tsx'
import { Spinner } from '../../ui/progress.tsx'
import { PassphraseField } from './passphrase-field.tsx'
import { leastCharacters, longEnough } from './passphrase-rule.ts'
import { t } from './text.ts'
import type { NewPassphrase } from './use-new-passphrase.ts'
import './words.css'

/** The stage `words`: nothing to send yet. */
export const DrawnWords = ({ secret }: { secret: NewPassphrase }) => (
  <section class="drawn">
    {secret.words.length === 0 ? (
      <Spinner label={t('words.busy')} />
    ) : (
      <ol class="drawn__words">
        {secret.words.map((word) => (
          <li key={word}>
            <bdi dir="ltr" lang={secret.list === 'ar' ? 'ary-Latn' : 'fr'}>
              {word}
            </bdi>
          </li>
        ))}
      </ol>
    )}
    <Notice tone="warning" title={t('words.write-title')}>
      {t('words.write')}
    </Notice>
    <ButtonRow>
      <Button kind="primary" size="large" disabled={secret.words.length === 0} onClick={() => secret.show('retype')}>
        {t('words.written')}
      </Button>
      <Button kind="secondary" icon="sync" onClick={() => secret.draw(secret.list)}>
        {t('words.others')}
      </Button>
    </ButtonRow>
    <div class="drawn__rest">
      <Button kind="quiet" onClick={() => secret.draw(secret.list === 'fr' ? 'ar' : 'fr')}>
        {t(secret.list === 'fr' ? 'words.in-arabic' : 'words.in-french')}
      </Button>
      <Button kind="quiet" onClick={() => secret.show('own')}>
        {t('words.own')}
      </Button>
    </div>
  </section>
)

interface FieldsProps {
  readonly secret: NewPassphrase
  /** They have tried to go on: what is missing is said. */
  readonly tried: boolean
  readonly weak: boolean
}

/** The stages `retype` and `own`, inside the caller's form. */
export const PassphraseFields = ({ secret, tried, weak }: FieldsProps) =>
  secret.stage === 'retype' ? (
    <div class="drawn__fields">
      <PassphraseField
        id="words-again"
        label={t('words.again')}
        hint={t('words.again-hint')}
        value={secret.typed}
        onInput={secret.type}
        fresh
        error={tried && secret.chosen === null ? t('words.different') : undefined}
      />
      <Button kind="quiet" icon="back" onClick={() => secret.show('words')}>
        {t('words.see')}
      </Button>
    </div>
  ) : (
    <OwnPassphrase secret={secret} tried={tried} weak={weak} />
  )

const OwnPassphrase = ({ secret, tried, weak }: FieldsProps) => {
  const short = !longEnough(secret.typed)
  return (
    <div class="drawn__fields">
      <Notice tone="info" title={t('enrol.advice-title')}>
        {t('enrol.advice')}
      </Notice>
      <PassphraseField
        id="passphrase"
        label={t('enrol.passphrase')}
        hint={t('enrol.rule', { count: leastCharacters })}
        value={secret.typed}
        onInput={secret.type}
        fresh
        error={(tried && short) || weak ? t('enrol.short', { count: leastCharacters }) : undefined}
      />
      <PassphraseField
        id="passphrase-again"
        label={t('enrol.again')}
        value={secret.again}
        onInput={secret.typeAgain}
        fresh
        error={tried && !short && secret.typed !== secret.again ? t('enrol.different') : undefined}
      />
      <Button kind="quiet" icon="back" onClick={() => secret.show('words')}>
        {t('words.draw')}
      </Button>
    </div>
  )
}
