// GET /api/packs and GET /api/lists/:id: the procedures as data and the long lists their questions choose from. The same
// for everyone; asked again with If-None-Match they cost one small answer.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Hono } from 'hono'
import * as v from 'valibot'
import type { PackShelf } from '../packs.ts'
import type { AppDeps, AppEnv } from './context.ts'
import { encodedBody, sendEncoded, type EncodedBody } from './encoded.ts'
import { problem } from './problem.ts'

const list = v.array(v.looseObject({ name: v.string(), label: v.object({ fr: v.string(), ar: v.string() }) }))
const json = 'application/json; charset=utf-8'
const bytesOf = (value: unknown): Uint8Array<ArrayBuffer> => new TextEncoder().encode(JSON.stringify(value))

export const packRoutes = ({ packs, listsDir, log }: AppDeps): Hono<AppEnv> => {
  const bodyOf = ({ version, packs }: Pick<PackShelf, 'version' | 'packs'>) => ({
    version,
    body: encodedBody(bytesOf({ version, packs }), json),
  })
  let everything = bodyOf(packs)
  const lists = new Map<string, EncodedBody>()
  return new Hono<AppEnv>()
    .get('/api/packs', (c) => {
      if (everything.version !== packs.version) everything = bodyOf(packs)
      return sendEncoded(c, everything.body, 'no-cache')
    })
    .get('/api/lists/:id{[a-z0-9-]{1,64}}', (c) => {
      const id = c.req.param('id')
      const body = lists.get(id) ?? readList(join(listsDir, `${id}.json`))
      if (body === null) return problem(c, 'not-found')
      if (body === 'damaged') {
        log.error({ list: id }, 'a list is not of the right shape')
        return problem(c, 'not-found')
      }
      lists.set(id, body)
      return sendEncoded(c, body, 'no-cache')
    })
}

const readList = (path: string): EncodedBody | 'damaged' | null => {
  if (!existsSync(path)) return null
  try {
    return encodedBody(bytesOf(v.parse(list, JSON.parse(readFileSync(path, 'utf8')))), json)
  } catch {
    return 'damaged'
  }
}
