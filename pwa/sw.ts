// The whole app on the device, answered from there first: a link that connects and never answers starts as fast as no
// link. A new version waits until the page says so, when no form is open. Data never passes here.
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'

declare const self: ServiceWorkerGlobalScope & {
  /** Filled in by the build: every file with its hash. */
  readonly __WB_MANIFEST: readonly { readonly url: string; readonly revision: string | null }[]
}

precacheAndRoute([...self.__WB_MANIFEST])
cleanupOutdatedCaches()

// Pages of the server: they must come from it, or say that it cannot be reached.
const serverPages = [/^\/api\//, /^\/s(?:[/?]|$)/, /^\/board(?:\/|$)/, /^\/healthz/, /^\/gallery\//]
registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: serverPages }))

self.addEventListener('message', (event) => {
  if ((event.data as { type?: unknown } | null)?.type === 'SKIP_WAITING') void self.skipWaiting()
})

// Takes the page that installed it, so that one visit is enough.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
