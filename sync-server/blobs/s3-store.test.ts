// The same contract over S3, spoken by moto, a server for tests that Debian has (python3-moto). Without it these tests
// say so and are skipped (issue 7).
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:net'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { blobStoreContract } from './blob-store.contract.ts'
import { openS3Store, type S3Place } from './s3-store.ts'

const hasMoto = spawnSync('python3', ['-c', 'import moto.server']).status === 0
const placeOf = (endpoint: string, bucket: string): S3Place => ({
  bucket,
  endpoint,
  region: 'us-east-1',
  pathStyle: true,
  keyId: 'test',
  secret: 'test',
})

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

describe.skipIf(!hasMoto)(`S3, ${hasMoto ? 'by moto' : 'skipped: install python3-moto (issue 7)'}`, () => {
  let moto: ChildProcess
  let endpoint = ''
  beforeAll(async () => {
    const port = await freePort()
    endpoint = `http://127.0.0.1:${port}`
    moto = spawn('python3', ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' })
    for (let tries = 0; tries < 300; tries++) {
      if ((await fetch(endpoint).catch(() => null)) !== null) return
      await pause(100)
    }
    throw new Error('moto does not answer')
  })
  afterAll(() => void moto.kill('SIGKILL'))

  blobStoreContract('a bucket', async () => {
    const place = placeOf(endpoint, `morchid-${randomUUID()}`)
    const client = new S3Client({
      endpoint,
      region: place.region,
      forcePathStyle: true,
      credentials: { accessKeyId: place.keyId, secretAccessKey: place.secret },
    })
    await client.send(new CreateBucketCommand({ Bucket: place.bucket }))
    return {
      store: await openS3Store(place),
      reopen: () => openS3Store(place),
      close: async () => client.destroy(),
    }
  })

  test('a bucket that is not there stops the start', async () => {
    await expect(openS3Store(placeOf(endpoint, 'nowhere'))).rejects.toThrow()
  })
})
