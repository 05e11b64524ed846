import { DhkemP256HkdfSha256 } from '@hpke/core'
import { signal } from '@preact/signals'
import { toBase64UrlEncoded } from 'lib0/buffer'
import { expect, test, vi } from 'vitest'
import type { Agent, Directory } from '../../shared/access/directory.ts'
import type { Answers } from '../../shared/form/form.ts'
import { toldToClerk } from '../../shared/form/opaque-value.ts'
import { sealAnswer } from '../sync/office-seal.ts'
import { officeKeyOf, openAnswers } from './opened-answers.ts'

const kem = new DhkemP256HkdfSha256()
const pair = await kem.generateKeyPair()
const text = (bytes: ArrayBuffer) => toBase64UrlEncoded(new Uint8Array(bytes))
const publicKey = text(await kem.serializePublicKey(pair.publicKey))
const privateKey = text(await kem.serializePrivateKey(pair.privateKey))
const dossier = 'CCCCCCCCCCCCCCCCCCCCCA'
const sealedIn = async (field: string, value: string) => (await sealAnswer(publicKey, { dossier, field }, value)) ?? ''

test('what was sealed to this office is opened for the screen, follows a change, and goes with the screen', async () => {
  const answers = signal<Answers>({ name: 'Aït', phone: toldToClerk, illness: await sealedIn('illness', 'yes') })
  const opened = openAnswers(dossier, answers, privateKey)
  await vi.waitFor(() => expect(opened.values.value).toEqual({ illness: 'yes' }))
  answers.value = { ...answers.value, illness: await sealedIn('illness', 'no') }
  await vi.waitFor(() => expect(opened.values.value).toEqual({ illness: 'no' }))
  opened.stop()
  expect(opened.values.value).toEqual({})
})

test('without the office’s key, or sealed to another question, nothing opens', async () => {
  const moved = signal<Answers>({ illness: await sealedIn('other', 'yes'), age: await sealedIn('age', '40') })
  const opened = openAnswers(dossier, moved, privateKey)
  await vi.waitFor(() => expect(opened.values.value).toEqual({ age: '40' }))
  const stranger = openAnswers(dossier, moved, null)
  await Promise.resolve()
  expect(stranger.values.value).toEqual({})
})

test('the key is for those who decide in that very office', () => {
  const directory = { officeKey: { unit: 'general', privateKey } } as Directory
  const agent = (role: Agent['role'], unit: string): Agent => ({ id: 'a', name: 'A', role, unit })
  expect(officeKeyOf(directory, agent('clerk', 'general'))).toBe(privateKey)
  expect(officeKeyOf(directory, agent('officer', 'general'))).toBe(privateKey)
  for (const other of [agent('mediator', 'general'), agent('supervisor', 'general'), agent('clerk', 'roads')])
    expect(officeKeyOf(directory, other)).toBeNull()
})
