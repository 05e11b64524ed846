// Asks a server at an address for a commune by its name, as a proxy would: `fetch` puts the address's own name into Host.
import { request } from 'node:http'

export const askNamed = (url: string, host: string, init: RequestInit = {}): Promise<Response> =>
  new Promise((resolve, reject) => {
    const { method = 'GET', headers, body } = init
    const asked = request(url, { method, headers: { ...Object.fromEntries(new Headers(headers)), Host: host } })
    asked.on('error', reject)
    asked.on('response', (answer) => {
      const read = async (): Promise<Response> => {
        const bytes = new Uint8Array(Buffer.concat(await answer.toArray()))
        const status = answer.statusCode ?? 0
        const said = Object.entries(answer.headersDistinct).map(([name, all = []]): [string, string] => [
          name,
          all.join(', '),
        ])
        return new Response(status === 204 || status === 304 ? null : bytes, { status, headers: said })
      }
      read().then(resolve, reject)
    })
    if (typeof body === 'string' || body instanceof Uint8Array) asked.end(body)
    else if (body === undefined || body === null) asked.end()
    else reject(new TypeError('a body of text or bytes'))
  })
