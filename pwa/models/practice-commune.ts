// The commune of an exercise: one service point, one office that answers for everything, one helper. Invented, and easily
// told from a real one: no commune has this code, no point this site. Pure.
import type { Agent, Directory } from '../../shared/access/directory.ts'
import type { ProcedurePack } from '../../shared/procedure/pack.ts'

/** First pair of every reference of an exercise; no point of a commune is given it. */
export const practiceSite = 99

export const practiceHelper: Agent = {
  id: 'practice-helper',
  name: 'Amal',
  role: 'mediator',
  unit: 'practice-point',
}

/** `sealKey` is the exercise's own: what is sealed to its office is opened by nobody. */
export const practiceCommune = (
  packs: readonly ProcedurePack[],
  { demo, sealKey }: { readonly demo: boolean; readonly sealKey: string },
): Directory => ({
  commune: {
    code: '99.999.99.99',
    name: { fr: 'Commune d’entraînement', ar: 'جماعة التدريب' },
    province: { fr: 'Province d’entraînement', ar: 'إقليم التدريب' },
  },
  units: [
    {
      id: practiceHelper.unit,
      kind: 'point',
      name: { fr: 'Guichet d’entraînement', ar: 'شباك التدريب' },
      site: practiceSite,
      pivots: [],
    },
    {
      id: 'practice-office',
      kind: 'office',
      name: { fr: 'Bureau d’entraînement', ar: 'مكتب التدريب' },
      pivots: [...new Set(packs.map((pack) => pack.service.hasCompetentAuthority.type))],
      sealKey,
    },
  ],
  agents: [practiceHelper],
  demo,
  // Never resolves (RFC 2606): the code of an exercise's receipt leads nowhere.
  publicUrl: 'https://practice.invalid',
})
