// Every part of pwa/ui in every state, in French and in Arabic: a page for the people who build, never shipped.
// `/gallery/?lang=ar` opens it in Arabic.
import '../styles/index.css'
import '../styles/fonts.css'
import '../frame/frame.css'
import './gallery.css'
import { render } from 'preact'
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { LangSwitch } from '../ui/lang-switch.tsx'
import { DemoBanner, OfflineStrip, TopBar } from '../ui/top-bar.tsx'
import { Button } from '../ui/button.tsx'
import { Choosing, Typing } from './fields.tsx'
import { Figures, PicturesAsPrinted } from './figures.tsx'
import { Buttons, Feedback, Paper, Pictures, Surfaces } from './parts.tsx'
import { texts } from './texts.ts'
import type { GalleryLang } from './texts.ts'
import { Voice } from './voice.tsx'

function Gallery() {
  const [lang, setLang] = useState<GalleryLang>(new URLSearchParams(location.search).get('lang') === 'ar' ? 'ar' : 'fr')
  const t = texts[lang]
  document.documentElement.lang = lang
  document.documentElement.dir = lang === 'ar' ? 'rtl' : 'ltr'
  return (
    <>
      <DemoBanner text={t.demo} short={t.demo} />
      <TopBar
        start={<span class="brand">{t.name}</span>}
        end={
          <>
            <LangSwitch value={lang} onChange={setLang} />
            <Button kind="quiet" icon="lock" shortcut="Ctrl+L">
              {t.lock}
            </Button>
          </>
        }
      >
        <p class="who">
          <bdi class="who__name">{t.person}</bdi>
          <bdi>{t.place}</bdi>
        </p>
      </TopBar>
      {(['ok', 'waiting', 'warning'] as const).map((tone) => (
        <OfflineStrip
          key={tone}
          tone={tone}
          icon={tone === 'ok' ? 'online' : tone === 'waiting' ? 'offline' : 'warning'}
          action={
            <Button icon="sync" busy={tone === 'ok'}>
              {t.send}
            </Button>
          }
        >
          <strong>{t.strip[tone]}</strong>
          <span>{t.age}</span>
          <span>{t.kept}</span>
        </OfflineStrip>
      ))}
      <main class="page page--wide gallery">
        <h1 class="page__title">{t.title}</h1>
        <Part name="Button">
          <Buttons t={t} />
        </Part>
        <Part name="TextField, Combobox">
          <Typing t={t} />
        </Part>
        <Part name="ChoiceGroup">
          <Choosing t={t} />
        </Part>
        <Part name="Card, DataList, SummaryList, EmptyState">
          <Surfaces t={t} />
        </Part>
        <Part name="StateBadge, Notice, Progress, Dialog">
          <Feedback t={t} />
        </Part>
        <Part name="Reference, QrCode, MarkPad">
          <Paper t={t} />
        </Part>
        <Part name="Pictogram, Icon">
          <Pictures />
        </Part>
        <Part name="Ear, Volume, RecordButton">
          <Voice lang={lang} />
        </Part>
        <Part name="FigureView">
          <Figures lang={lang} />
        </Part>
        <Part name="Pictures as printed">
          <PicturesAsPrinted />
        </Part>
      </main>
    </>
  )
}

function Part({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <section class="gallery__part">
      <h2 lang="en" dir="ltr">
        {name}
      </h2>
      <div class="stack">{children}</div>
    </section>
  )
}

const root = document.getElementById('app')
if (root !== null) render(<Gallery />, root)
