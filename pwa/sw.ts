// The app on the device, answered from there first: a link that connects and never answers starts as fast as no link.
// In stages: what the desk needs, then the fonts; the office's rooms and the rare ones when a page asks. A new version
// waits until the page says so, when no form is open. Data never passes here.
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { leftTag, sendLeft } from './sync/send-left.ts'
import { isFont, isOfOffice, isRare } from './second-stage.ts'

declare const self: ServiceWorkerGlobalScope & {
  /** Filled in by the build: every file with its hash. */
  readonly __WB_MANIFEST: readonly { readonly url: string; readonly revision: string | null }[]
}

// Named once: the build replaces this word with the list.
const files = [...self.__WB_MANIFEST]
const hrefs = (kept: (url: string) => boolean): readonly string[] =>
  files.filter(({ url }) => kept(url)).map(({ url }) => new URL(url, self.location.href).href)
const office = hrefs(isOfOffice)
const rare = hrefs(isRare)
const fonts = hrefs(isFont)

precacheAndRoute(files.filter(({ url }) => !isOfOffice(url) && !isRare(url) && !isFont(url)))
cleanupOutdatedCaches()

// Pages of the server: they must come from it, or say that it cannot be reached.
const serverPages = [/^\/api\//, /^\/import$/, /^\/s(?:[/?]|$)/, /^\/board(?:[/?]|$)/, /^\/healthz/]
registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: serverPages }))

/** A worker that waits for the network is not replaced for minutes: it lets go of it when the next one is asked in. */
let letGo = new AbortController()

// What comes later. Every name here holds its hash, so what is kept under it never goes stale.
const secondStage = new Set([...office, ...rare, ...fonts])
registerRoute(
  ({ url }) => secondStage.has(url.href),
  async ({ request }) =>
    (await caches.match(request.url, { cacheName: 'second-stage' })) ?? fetch(request, { signal: letGo.signal }),
)

/** All of them or none; those already there are not fetched again. */
async function keep(urls: readonly string[]): Promise<void> {
  const cache = await caches.open('second-stage')
  const kept = new Set((await cache.keys()).map(({ url }) => url))
  const missing = urls.filter((url) => !kept.has(url))
  await cache.addAll(missing.map((url) => new Request(url, { signal: letGo.signal })))
}

const keeping = new Map<readonly string[], Promise<void>>()

/** Several pages may ask at the same moment: one fetch serves them all. */
const keepOnce = (urls: readonly string[]): Promise<void> => {
  const begun = keeping.get(urls) ?? keep(urls).finally(() => keeping.delete(urls))
  keeping.set(urls, begun)
  return begun
}

/** What the version before had here, in its own names: each part was kept whole or not at all. */
async function keepAsBefore(): Promise<void> {
  const cache = await caches.open('second-stage')
  const before = (await cache.keys()).map(({ url }) => new URL(url).pathname.slice(1))
  if (before.some(isOfOffice)) await keepOnce(office)
  if (before.some(isRare)) await keepOnce(rare)
}

async function forgetOldVersions(): Promise<void> {
  const cache = await caches.open('second-stage')
  const old = (await cache.keys()).filter(({ url }) => !secondStage.has(url))
  await Promise.all(old.map((request) => cache.delete(request)))
}

self.addEventListener('install', (event) => {
  // An update comes whole or not at all: pages go on with the version they have until then.
  if (self.registration.active) event.waitUntil(keepAsBefore())
})

self.addEventListener('message', (event) => {
  const type = (event.data as { type?: unknown } | null)?.type
  if (type === 'SKIP_WAITING') void self.skipWaiting()
  if (type === 'LET_GO') {
    letGo.abort()
    letGo = new AbortController()
  }
  const wanted = type === 'KEEP_OFFICE' ? office : type === 'KEEP_RARE' ? rare : null
  if (wanted === null) return
  // Answered when all of it is on the device; asked again by the next page when the link was cut.
  const [port] = event.ports
  event.waitUntil(
    keepOnce(wanted).then(
      () => port?.postMessage(true),
      () => port?.postMessage(false),
    ),
  )
})

/** Background Sync, which the common types do not know. */
interface SyncEvent extends ExtendableEvent {
  readonly tag: string
}

self.addEventListener('sync', (event: Event) => {
  const { tag } = event as SyncEvent
  if (tag === leftTag) (event as SyncEvent).waitUntil(sendInPlaceOfAPage())
})

/** An open page sends by itself; refused, the browser asks again in some minutes. */
async function sendInPlaceOfAPage(): Promise<void> {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  if (pages.length > 0) throw new Error('a page is open')
  await sendLeft()
}

self.addEventListener('activate', (event) => {
  // Takes the page that installed it, so that one visit is enough.
  event.waitUntil(Promise.all([self.clients.claim(), forgetOldVersions()]))
  // Not waited for: pages wait for an activation.
  void keepOnce(fonts).catch(() => undefined)
})
