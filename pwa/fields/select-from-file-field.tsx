// One entry of a long list (a commune): typed, searched in both scripts, never more than 20 shown, province beside it.
import { useState } from 'preact/hooks'
import type { Choice } from '../../shared/form/form.ts'
import { Combobox } from '../ui/combobox.tsx'
import { Notice } from '../ui/notice.tsx'
import { fieldId } from './field-props.ts'
import type { FieldProps } from './field-props.ts'
import { searchList } from './list-search.ts'
import { t } from './text.ts'

export const SelectFromFileField = (props: FieldProps) => {
  const chosen = props.choices.find((choice) => choice.name === props.value)
  const [typed, setTyped] = useState<string | null>(null)
  if (props.choices.length === 0) return <Notice tone="warning">{t('list.absent')}</Notice>

  const text = typed ?? chosen?.label[props.lang] ?? ''
  const found = typed === null ? [] : searchList(props.choices, typed)

  return (
    <Combobox
      id={fieldId(props.state.key)}
      label={props.label}
      labelHidden={props.labelHidden}
      hint={props.hint ?? t('list.hint')}
      error={props.error}
      value={chosen?.name ?? null}
      text={text}
      options={found.map((choice) => ({
        value: choice.name,
        label: bothScripts(choice, props.lang),
        ...parentOf(choice, props),
      }))}
      onInput={(next) => {
        setTyped(next)
        // What was chosen is no longer what is written: nothing is answered until a line is chosen again.
        if (props.value !== null) props.onAnswer(null)
        props.onProblem(next.trim() === '' ? null : t('list.choose'))
      }}
      onSelect={(value) => {
        setTyped(null)
        props.onProblem(null)
        props.onAnswer(value)
      }}
      emptyText={text.trim() === '' ? t('list.type') : t('list.none')}
    />
  )
}

const bothScripts = (choice: Choice, lang: FieldProps['lang']): string =>
  choice.label.fr === choice.label.ar
    ? choice.label[lang]
    : `${choice.label[lang]} · ${choice.label[lang === 'fr' ? 'ar' : 'fr']}`

const parentOf = (choice: Choice, { parents, lang }: FieldProps): { meta?: string } => {
  const parent = parents?.find((one) => one.name === choice['province'])
  return parent === undefined ? {} : { meta: t('list.province', { name: parent.label[lang] }) }
}
