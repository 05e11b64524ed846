// "Who else?": the people or things of a repeated group, with a way to add one and to take one away.
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { FieldNotes } from '../ui/field-frame.tsx'
import './fields.css'
import { t } from './text.ts'

export interface RepeatControlsProps {
  readonly items: readonly { readonly key: string; readonly label: string }[]
  /** Off when the pack fixes how many there are. */
  readonly mayChange: boolean
  readonly error?: string | undefined
  readonly onAdd: () => void
  readonly onRemove: (key: string) => void
}

export const RepeatControls = (props: RepeatControlsProps) => (
  <div class="field-repeat">
    <FieldNotes id="repeat" error={props.error} />
    {props.items.length === 0 ? (
      <EmptyState title={t('repeat.none')} />
    ) : (
      <ol class="field-repeat-list">
        {props.items.map((item, index) => (
          <li key={item.key}>
            <bdi>{item.label === '' ? t('repeat.item', { number: index + 1 }) : item.label}</bdi>
            {props.mayChange && (
              <Button kind="quiet" icon="trash" onClick={() => props.onRemove(item.key)}>
                {t('repeat.remove')}
              </Button>
            )}
          </li>
        ))}
      </ol>
    )}
    {props.mayChange && (
      <Button kind="secondary" icon="add" onClick={props.onAdd}>
        {t('repeat.add')}
      </Button>
    )}
  </div>
)
