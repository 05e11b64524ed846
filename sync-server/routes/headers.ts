// What every answer carries, whatever its route: no third-party origin, no inline script, no framing, no guessing of
// types. A page that needs an inline style names its hash.
import type { MiddlewareHandler } from 'hono'

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

/** Styles, fonts and clips run nothing and show nothing by themselves: they obey the page that asked for them. */
const inert = /^(?:text\/css|font\/|audio\/|application\/(?:manifest\+json|octet-stream))/

export const securityHeaders = (publicUrl: string): MiddlewareHandler => {
  const policy = contentSecurityPolicy(publicUrl)
  return async (c, next) => {
    await next()
    c.header('X-Content-Type-Options', 'nosniff')
    c.header('Cross-Origin-Resource-Policy', 'same-origin')
    if (publicUrl.startsWith('https:')) c.header('Strict-Transport-Security', 'max-age=31536000; includeSubDomains')
    if (c.res.ok && inert.test(c.res.headers.get('Content-Type') ?? '')) return
    if (!c.res.headers.has('Content-Security-Policy')) c.header('Content-Security-Policy', policy)
    c.header('Referrer-Policy', 'no-referrer')
    c.header('Permissions-Policy', 'camera=(self), microphone=(self), geolocation=(self)')
    c.header('Cross-Origin-Opener-Policy', 'same-origin')
  }
}
