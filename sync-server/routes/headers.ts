// What every answer carries, whatever its route: no third-party origin, no inline script, no framing, no guessing of
// types. A page that needs an inline style names its hash.
import type { MiddlewareHandler } from 'hono'
import { mediaType } from '../../shared/sync/wire-parts.ts'

/** `styleHash` is the base64 SHA-256 of the one inline style of a page without script. */
export const contentSecurityPolicy = (publicUrl: string, styleHash?: string): string => {
  const socket = publicUrl.replace(/^http/, 'ws')
  const style = styleHash === undefined ? "'self'" : `'self' 'sha256-${styleHash}'`
  return [
    "default-src 'none'",
    // 'wasm-unsafe-eval' compiles WebAssembly and nothing else: Argon2id, which guards the vault, is wasm.
    styleHash === undefined ? "script-src 'self' 'wasm-unsafe-eval'" : "script-src 'none'",
    `style-src ${style}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self' ${socket}`,
    "manifest-src 'self'",
    "worker-src 'self'",
    "media-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** For what only programs read: shown by mistake, it runs nothing, loads nothing and stands in no frame. */
const policyOfData = "default-src 'none'; frame-ancestors 'none'"

const transport = 'max-age=31536000; includeSubDomains'

/** Styles, fonts and clips run nothing and show nothing by themselves: they obey the page that asked for them. */
const inert = /^(?:text\/css|font\/|audio\/|application\/(?:manifest\+json|octet-stream))/
/**
 * So do a page's scripts, a hundred and more on a first visit, with half a kilobyte of policy each. A worker's obeys its
 * own: every worker is built under a name that says so.
 */
const isOfPage = (path: string): boolean => /^\/assets\/[^/]+\.js$/.test(path) && !path.includes('worker')

export const securityHeaders = (publicUrl: string): MiddlewareHandler => {
  const policy = contentSecurityPolicy(publicUrl)
  return async (c, next) => {
    await next()
    c.header('X-Content-Type-Options', 'nosniff')
    c.header('Cross-Origin-Resource-Policy', 'same-origin')
    if (publicUrl.startsWith('https:')) c.header('Strict-Transport-Security', transport)
    if (c.res.ok && (isOfPage(c.req.path) || inert.test(c.res.headers.get('Content-Type') ?? ''))) return
    if (!c.res.headers.has('Content-Security-Policy')) c.header('Content-Security-Policy', policy)
    c.header('Referrer-Policy', 'no-referrer')
    c.header('Permissions-Policy', 'camera=(self), microphone=(self), geolocation=(self)')
    c.header('Cross-Origin-Opener-Policy', 'same-origin')
  }
}

/**
 * For `/api/`. What the one road answers is no type that a browser shows, and has 300 bytes when there is nothing new (rule
 * 9): it carries the one header that keeps it so.
 */
export const apiHeaders =
  (publicUrl: string): MiddlewareHandler =>
  async (c, next) => {
    await next()
    c.header('X-Content-Type-Options', 'nosniff')
    if (c.res.ok && c.res.headers.get('Content-Type') === mediaType) return
    if (publicUrl.startsWith('https:')) c.header('Strict-Transport-Security', transport)
    c.header('Cross-Origin-Resource-Policy', 'same-origin')
    if (!c.res.headers.has('Content-Security-Policy')) c.header('Content-Security-Policy', policyOfData)
  }
