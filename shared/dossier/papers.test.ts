import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Act } from './act.ts'
import { openDraft, readAttachments, removeAttachment, setAttachment } from './draft.ts'
import { blobsOf, papersNamed } from './named-blobs.ts'
import { tableRefusal } from './may.ts'
import { parsePayload } from './payload.ts'
import type { Paper } from './paper.ts'
import { checkAct, kindsAllowed } from './rules.ts'
import { statusOf } from './status.ts'
import { actBy, officeDirectory, officePack, openedAct, submittedAct } from './testing/office.ts'

const hashOf = (letter: string): string => letter.repeat(43)
const page = (letter: string, more: Partial<Paper> = {}): Paper => ({
  hash: hashOf(letter),
  piece: 'photo',
  page: 1,
  mediaType: 'image/webp',
  size: 90_000,
  ...more,
})
const attachmentOf = ({ hash: _hash, piece, ...rest }: Paper) => ({ field: piece, ...rest })
const photographed = page('A', { thumb: hashOf('t') })
const filed = actBy('fatima', 'submitted', { ...submittedAct.payload, attachments: [photographed] }, [openedAct])
const context = (acts: readonly Act[]) => ({ acts, directory: officeDirectory, packs: [officePack] })
const before = [openedAct, filed]
const verdict = (act: Act, acts: readonly Act[] = before): string => {
  const judged = checkAct(context(acts), act)
  return judged.ok ? 'ok' : judged.error.type
}

describe('papers of a draft', () => {
  test('are read back as they were named, page by page, and gone when they are taken out of it', () => {
    const doc = openDraft(1, null)
    const second = page('B', { page: 2 })
    for (const paper of [second, photographed]) setAttachment(doc, paper.hash, attachmentOf(paper))
    expect(readAttachments(doc)).toEqual([photographed, second])
    const other = openDraft(2, Y.encodeStateAsUpdate(doc))
    const update = removeAttachment(doc, second.hash)
    Y.applyUpdate(other, update ?? new Uint8Array())
    expect(readAttachments(other)).toEqual([photographed])
    expect(removeAttachment(doc, second.hash)).toBeNull()
  })

  test('what is no photograph of ours is passed over, and the others are still read', () => {
    const doc = openDraft(1, null)
    doc.getMap('attachments').set(hashOf('X'), { field: 'photo', mediaType: 'image/svg+xml', size: 9 })
    doc.getMap('attachments').set(hashOf('Y'), 'x')
    setAttachment(doc, photographed.hash, attachmentOf(photographed))
    expect(readAttachments(doc)).toEqual([photographed])
  })

  test('two people who photograph apart keep both', () => {
    const [one, two] = [openDraft(1, null), openDraft(2, null)]
    const a = setAttachment(one, photographed.hash, attachmentOf(photographed))
    const b = setAttachment(two, hashOf('B'), attachmentOf(page('B')))
    Y.applyUpdate(one, b)
    Y.applyUpdate(two, a)
    expect(readAttachments(one)).toEqual(readAttachments(two))
    expect(readAttachments(one)).toHaveLength(2)
  })
})

describe('what a dossier names', () => {
  const supplied = actBy(
    'fatima',
    'piece-supplied',
    { pieces: ['bill'], capture: 'photo', papers: [page('B', { piece: 'bill' })] },
    [filed],
  )
  const voice = { hash: hashOf('v'), size: 9, mediaType: 'audio/webm', ms: 900 }
  const mandate = actBy('fatima', 'mandate-given', { voice }, [openedAct])

  test('is every page, its small picture, and the recorded yes', () => {
    const acts = [openedAct, mandate, filed, supplied]
    expect(papersNamed({ acts }).map(({ hash }) => hash)).toEqual([hashOf('B'), hashOf('A')])
    expect(blobsOf({ acts })).toEqual(new Set([...'ABtv'].map(hashOf)))
  })

  test('a page that the draft and the submission name is one page', () => {
    expect(papersNamed({ acts: [filed], attachments: [photographed, page('C')] })).toHaveLength(2)
  })

  test('is the same in whatever order the acts come', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([openedAct, mandate, filed, supplied], { minLength: 4 }),
        (acts) => JSON.stringify(papersNamed({ acts })) === JSON.stringify(papersNamed({ acts: [filed, supplied] })),
      ),
    )
  })
})

describe('the rules', () => {
  test('let only papers of the list be filed and supplied (law 55-19)', () => {
    const foreign = page('A', { piece: 'passport' })
    const filedWith = (paper: Paper) =>
      actBy('fatima', 'submitted', { ...submittedAct.payload, attachments: [paper] }, [openedAct])
    expect(verdict(filedWith(photographed), [openedAct])).toBe('ok')
    expect(verdict(filedWith(foreign), [openedAct])).toBe('unknown-piece')
    const asked = actBy('karim', 'piece-requested', { pieces: ['bill'] }, [filed])
    const supply = (piece: string) =>
      actBy('fatima', 'piece-supplied', { pieces: ['bill'], capture: 'photo', papers: [page('B', { piece })] }, [asked])
    expect(verdict(supply('bill'), [...before, asked])).toBe('ok')
    expect(verdict(supply('photo'), [...before, asked])).toBe('unknown-piece')
  })

  const takeOut = (who: string, hash = photographed.hash) =>
    actBy(who, 'paper-taken-out', { hash, reason: 'Pour le tribunal.' }, [filed])

  test('let an office of the circulation take a paper out, never a mediator nor a supervisor from elsewhere', () => {
    expect(verdict(takeOut('karim'))).toBe('ok')
    expect(verdict(takeOut('samira'))).toBe('ok')
    expect(verdict(takeOut('karim', hashOf('t')))).toBe('ok')
    expect(verdict(takeOut('fatima'))).toBe('role')
    expect(verdict(takeOut('omar'))).toBe('circulation')
    expect(verdict(takeOut('hind'))).toBe('ok')
    const status = statusOf(before, officePack.workflow)
    expect(tableRefusal('paper-taken-out', status, { role: 'supervisor', unit: 'town' })).toBe('elsewhere')
  })

  test('let nothing be taken out that the dossier does not name, nor without a reason', () => {
    expect(verdict(takeOut('karim', hashOf('Z')))).toBe('unknown-photo')
    expect(parsePayload('paper-taken-out', { hash: hashOf('A'), reason: '' }).ok).toBe(false)
  })

  test('offer it only where there is something to take out', () => {
    const karim = { role: 'clerk', unit: 'office' } as const
    const kinds = (acts: readonly Act[]) => kindsAllowed(officePack, statusOf(acts, officePack.workflow), karim)
    expect(kinds(before)).toContain('paper-taken-out')
    expect(kinds([openedAct, submittedAct])).not.toContain('paper-taken-out')
  })

  test('a paper taken out moves nothing: only the history and what comes next know of it', () => {
    const moved = statusOf([...before, takeOut('karim')], officePack.workflow)
    const still = statusOf(before, officePack.workflow)
    const { history: _a, heads: _b, ...after } = moved
    const { history: _c, heads: _d, ...known } = still
    expect(after).toEqual(known)
  })
})
