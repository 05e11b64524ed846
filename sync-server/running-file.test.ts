import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { dropRunningFile, runningFile, writeRunningFile } from './running-file.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'morchid-running-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const quiet = { warn: () => undefined }

test('says where the server answers, and is taken away by who wrote it', () => {
  writeRunningFile(folder, 'http://127.0.0.1:8787', quiet)
  expect(JSON.parse(readFileSync(runningFile(folder), 'utf8'))).toEqual({
    pid: process.pid,
    url: 'http://127.0.0.1:8787',
  })
  dropRunningFile(folder)
  expect(existsSync(runningFile(folder))).toBe(false)
})

test('that of another process on the same folder stays', () => {
  writeFileSync(runningFile(folder), JSON.stringify({ pid: process.pid + 1, url: 'http://127.0.0.1:8788' }))
  dropRunningFile(folder)
  expect(existsSync(runningFile(folder))).toBe(true)
})

test('one that does not read goes, and none at all is no matter', () => {
  writeFileSync(runningFile(folder), '{')
  dropRunningFile(folder)
  dropRunningFile(folder)
  expect(existsSync(runningFile(folder))).toBe(false)
})
