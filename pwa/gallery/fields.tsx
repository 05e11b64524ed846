// The gallery's fields: typing and choosing, empty, filled, wrong.
import { useState } from 'preact/hooks'
import { ChoiceGroup } from '../ui/choice-group.tsx'
import { Combobox } from '../ui/combobox.tsx'
import { TextField } from '../ui/text-field.tsx'
import type { GalleryTexts } from './texts.ts'

export function Typing({ t }: { readonly t: GalleryTexts }) {
  const [text, setText] = useState(t.typed)
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  const found = t.communes.filter((name) => name.toLowerCase().startsWith(search.toLowerCase()))
  return (
    <div class="gallery__pair">
      <TextField id="plain" label={t.label} hint={t.hint} value={text} onInput={setText} />
      <TextField id="wrong" label={t.label} hint={t.hint} error={t.error} value="" onInput={setText} />
      <TextField id="phone" label={t.phone} type="tel" value="0612345678" onInput={setText} />
      <TextField id="day" label={t.day} type="date" value="1984-03-09" onInput={setText} />
      <TextField id="note" label={t.note} multiline value={t.emptyText} onInput={setText} />
      <Combobox
        id="commune"
        label={t.commune}
        value={chosen}
        text={search}
        options={found.map((name) => ({ value: name, label: name, meta: t.province }))}
        onInput={setSearch}
        onSelect={(value) => {
          setChosen(value)
          setSearch(value)
        }}
        emptyText={t.empty}
      />
    </div>
  )
}

export function Choosing({ t }: { readonly t: GalleryTexts }) {
  const [one, setOne] = useState<string[]>(['0'])
  const [many, setMany] = useState<string[]>(['2'])
  const pictures = ['car', 'mule', 'foot', 'nothing'] as const
  return (
    <>
      <ChoiceGroup
        id="who"
        legend={t.who}
        hint={t.hint}
        options={t.whos.map((label, index) => ({ value: String(index), label }))}
        value={one}
        onChange={setOne}
      />
      <ChoiceGroup
        id="what"
        legend={t.what}
        multiple
        numbered={false}
        error={t.error}
        options={t.whats.map((label, index) => ({
          value: String(index),
          label,
          pictogram: pictures[index],
          hint: index === 1 ? t.hint : undefined,
        }))}
        value={many}
        onChange={setMany}
      />
    </>
  )
}
