// Is the name on the paper the one it was made out to? The code holds only a hash of it, so it is typed as it is written;
// nothing of it is kept when the paper is put away.
import { useState } from 'preact/hooks'
import type { DocumentClaims } from '../../../shared/receipt/document-seal.ts'
import { packOf } from '../../models/packs.ts'
import { isMadeOutTo } from '../../models/papers/document-check.ts'
import { lang } from '../../text/language.ts'
import { TextField } from '../../ui/text-field.tsx'
import { t } from './document-text.ts'
import { Verdict } from './verdict.tsx'

export function DocumentNames({ claims }: { readonly claims: DocumentClaims }) {
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
  const pack = packOf(claims.procedure)
  const rows = pack?.service.produces.find(({ id }) => id === claims.document)?.template?.nameRows ?? []
  if (pack === null || rows.length === 0) return null
  const names = rows.map((row) => typed[row] ?? '')
  const isTyped = names.every((name) => name.trim() !== '')
  const isRight = isTyped && isMadeOutTo(claims, names)
  return (
    <div class="document-names">
      <h2>{t('names')}</h2>
      <p>{t('names-hint')}</p>
      <div class="document-names__fields">
        {rows.map((row) => (
          <TextField
            key={row}
            id={`paper-${row}`}
            label={pack.form.survey.find(({ name }) => name === row)?.label?.[lang.value] ?? row}
            value={typed[row] ?? ''}
            onInput={(text) => setTyped({ ...typed, [row]: text })}
          />
        ))}
      </div>
      {!isTyped ? null : isRight ? (
        <Verdict picture="right" title={t('names-right')} hint="" tone="success" />
      ) : (
        <Verdict picture="wrong" title={t('names-wrong')} hint={t('names-wrong-hint')} tone="error" />
      )}
    </div>
  )
}
