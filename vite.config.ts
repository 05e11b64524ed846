// How the staff app is built: a shell first, rooms behind it, every asset hashed and nothing inlined (strict CSP), the
// whole precached. `GALLERY=1 vite build` builds the page of parts instead; it is never in what we ship.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { compressPlugin } from './scripts/compress-plugin.ts'
import { installIconsPlugin } from './scripts/install-icons-plugin.ts'
import { layersPlugin } from './scripts/layers-plugin.ts'
import { messagesPlugin } from './scripts/messages-plugin.ts'
import { qrWorkerPlugin } from './scripts/qr-worker-plugin.ts'
import { voicesPlugin } from './scripts/voices-plugin.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const isGallery = process.env['GALLERY'] === '1'

export default defineConfig({
  root: here('pwa'),
  publicDir: false,
  resolve: {
    alias: [
      // The package's own entry is the build for browsers without classes and async; this one is smaller, same version.
      { find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' },
      { find: /^lib0\/logging$/, replacement: here('pwa/plain-logging.ts') },
    ],
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: here(isGallery ? 'dist/gallery' : 'dist/pwa'),
    emptyOutDir: true,
    target: 'es2022',
    // A data: URI would need a wider CSP, and a sprite inlined in the script is fetched again by nobody but us.
    assetsInlineLimit: 0,
    manifest: true,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: isGallery
        ? ['index', 'citizen', 'take-paper'].map((page) => here(`pwa/gallery/${page}.html`))
        : here('pwa/index.html'),
      // @hpke falls back on Node's where there is no WebCrypto; no browser we run in gets there.
      external: ['crypto'],
      output: {
        // Words are named by room and language: /assets/words-desk-ar-….js
        chunkFileNames: ({ facadeModuleId }) =>
          `assets/${facadeModuleId?.includes('virtual:messages/') === true ? `words-${facadeModuleId.split('/').slice(-2).join('-')}` : '[name]'}-[hash].js`,
        codeSplitting: {
          // What every open device needs is one file, whichever room asks for it: fewer round trips on a slow link. The
          // models named here are the light ones, which the shell draws with before that file is there; were another
          // one imported by the shell, the budget until usable would not hold.
          includeDependenciesRecursively: false,
          groups: [
            // What the first screen is drawn with, in one file, though every room uses it too.
            {
              name: 'shell',
              test: /preload-helper|\/node_modules\/(?:@?preact|preact-iso)\/|\/icons\/morchid\.svg|\/pwa\/(?:styles\/index|text\/(?:language|format)\.|ui\/(?:button|field-frame|icon|icon-paths|notice|page|progress|shortcut|text-field)\.|models\/(?:current|dossiers|link|practice-flag|session|state|turn-side|update|visit)\.ts|screens\/setup\/(?:invite|setup)\.(?:ts|css))/,
            },
            // The voice: one file for every room that speaks, and none before a room is open.
            {
              name: 'voice',
              test: /\/shared\/speech\/(?:clips|numbers)\.|\/pwa\/(?:voice\/|screens\/voice\/|ui\/record-button\.)/,
            },
            // Photographed papers: kept and sent by a part that comes behind the screens, as does the tus client.
            {
              name: 'blobs',
              test: /\/shared\/blob\/|\/pwa\/(?:sync\/blob-|storage\/papers|models\/papers-(?:post|seat|desk|lines|metered|turns)\.)/,
            },
            // How they are shown, at the counter and at the office: one file behind both rooms.
            { name: 'photos', test: /\/pwa\/screens\/photos\/(?!photos-door|take-here)/ },
            {
              name: 'tus',
              test: /\/pwa\/sync\/tus\.ts|\/node_modules\/(?:tus-js-client|js-base64|url-parse|requires-port|querystringify)\//,
            },
            // Also on the person's own window, which has no voice and no data.
            { name: 'ear', test: /\/pwa\/ui\/ear\.tsx$/ },
            {
              name: 'data',
              test: /\/node_modules\/(?:dexie|yjs|lib0(?!\/broadcastchannel)|valibot|@hpke|fflate)\/|\/shared\/(?:(?:form|procedure|dossier|sync|access|text|voice|deadline)\/|register\/(?:number|rows)\.)|\/pwa\/(?:storage\/|sync\/|plain-logging|models\/(?!(?:session|state|update|link|dossiers|current|visit|turn[\w-]*)\.ts|cards\/|papers\/|practice))/,
            },
          ],
        },
      },
    },
  },
  server: {
    fs: { allow: [here('.')] },
    proxy: {
      '/api': 'http://localhost:8787',
      // Not '/s': that is also where /screens and /styles begin.
      '^/import$': 'http://localhost:8787',
      '^/s(?:[/?]|$)': 'http://localhost:8787',
      '^/board(?:[/?]|$)': { target: 'ws://localhost:8787', ws: true },
    },
  },
  plugins: [
    messagesPlugin(here('pwa/text/messages')),
    voicesPlugin(here('voices')),
    qrWorkerPlugin(),
    layersPlugin('reset,tokens,base,ui,screens,print'),
    ...(isGallery
      ? []
      : [
          installIconsPlugin(here('icons')),
          VitePWA({
            strategies: 'injectManifest',
            srcDir: '.',
            filename: 'sw.ts',
            // models/update.ts registers it, after the first screen.
            injectRegister: false,
            // The system fetches them when it installs the app; no screen shows them.
            includeManifestIcons: false,
            manifest: JSON.parse(readFileSync(here('manifest.webmanifest'), 'utf8')),
            injectManifest: {
              globPatterns: ['**/*.{html,js,css,svg,woff2}'],
              // Hashed names never change: they are taken from the HTTP cache, not fetched twice.
              dontCacheBustURLsMatching: /^assets\//,
              // Over this the build fails: a file left out would be a blank page without network.
              maximumFileSizeToCacheInBytes: 530_000,
            },
            showMaximumFileSizeToCacheInBytesWarning: false,
          }),
          compressPlugin(),
        ]),
  ],
})
