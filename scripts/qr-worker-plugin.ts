// The QR reader's worker as a file of its own. The package makes it from a string (`blob:`), which our content policy
// rightly refuses: `worker-src 'self'` stays as it is. Only what is built needs it; the dev server has no policy.
import type { Plugin } from 'vite'

export const qrWorkerPlugin = (): Plugin => ({
  name: 'qr-worker',
  apply: 'build',
  transform(code, id) {
    if (!id.endsWith('/qr-scanner/qr-scanner-worker.min.js')) return null
    const written = /new Blob\(\[`([\s\S]*)`\]/.exec(code)?.[1]
    if (written === undefined || /(?<!\\)\$\{/.test(written))
      throw new Error('qr-scanner is no longer built as it was: see qr-worker-plugin.ts')
    const source = written.replaceAll(/\\([`$\\])/g, '$1')
    const file = this.emitFile({ type: 'asset', name: 'qr-worker.js', source })
    return { code: `export const createWorker = () => new Worker(import.meta.ROLLUP_FILE_URL_${file})`, map: null }
  },
})
