// The whole app on the device, answered from there first: a link that connects and never answers starts as fast as no
// link. A new version waits until the page says so, when no form is open. Data never passes here.
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'

declare const self: ServiceWorkerGlobalScope & {
  /** Filled in by the build: every file with its hash. */
  readonly __WB_MANIFEST: readonly { readonly url: string; readonly revision: string | null }[]
}

// Named once: the build replaces this word with the list.
const files = [...self.__WB_MANIFEST]
const isFont = (url: string): boolean => url.endsWith('.woff2')
const fonts = files.filter(({ url }) => isFont(url)).map(({ url }) => new URL(url, self.location.href).href)

precacheAndRoute(files.filter(({ url }) => !isFont(url)))
cleanupOutdatedCaches()

// Pages of the server: they must come from it, or say that it cannot be reached.
const serverPages = [/^\/api\//, /^\/s(?:[/?]|$)/, /^\/board(?:[/?]|$)/, /^\/healthz/]
registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: serverPages }))

// Fonts are a progress, not a need: readiness does not wait for them, and the device's own letters do until then.
registerRoute(
  ({ request, sameOrigin }) => sameOrigin && request.destination === 'font',
  async ({ request }) => (await caches.match(request, { cacheName: 'fonts' })) ?? fetch(request),
)

async function keepFonts(): Promise<void> {
  const cache = await caches.open('fonts')
  const kept = (await cache.keys()).map(({ url }) => url)
  await Promise.all(kept.filter((url) => !fonts.includes(url)).map((url) => cache.delete(url)))
  await cache.addAll(fonts.filter((url) => !kept.includes(url)))
}

self.addEventListener('message', (event) => {
  if ((event.data as { type?: unknown } | null)?.type === 'SKIP_WAITING') void self.skipWaiting()
})

self.addEventListener('activate', (event) => {
  // Takes the page that installed it, so that one visit is enough.
  event.waitUntil(self.clients.claim())
  // Not waited for: pages wait for an activation. What fails here is fetched when it is used.
  void keepFonts().catch(() => undefined)
})
