// The demonstration: a real rural commune with invented people, so that anyone can try the whole story a minute after
// the first start. Never set up by itself in production. Asni's code and names are those of the HCP (RGPH 2014/2024).
import type { Commune, Unit } from '../shared/access/directory.ts'
import type { NewCommune, Staff } from './store/people.ts'

const commune: Commune = {
  code: '07.041.07.03',
  name: { fr: 'Asni', ar: 'أسني' },
  province: { fr: 'Al Haouz', ar: 'الحوز' },
}

const units: readonly Unit[] = [
  { id: 'epn-asni', kind: 'point', name: { fr: 'EPN Asni', ar: 'الفضاء العمومي الرقمي أسني' }, site: 12, pivots: [] },
  {
    id: 'epn-imlil',
    kind: 'point',
    name: { fr: 'EPN Imlil', ar: 'الفضاء العمومي الرقمي إمليل' },
    site: 13,
    pivots: [],
  },
  {
    id: 'etat-civil',
    kind: 'office',
    name: { fr: 'Bureau d’état civil', ar: 'مكتب الحالة المدنية' },
    // In a small commune one desk holds the registers and writes the certificates.
    pivots: ['etat-civil', 'local-authority'],
  },
  {
    id: 'bureau-general',
    kind: 'office',
    name: { fr: 'Bureau général', ar: 'المكتب العام' },
    pivots: ['roads'],
  },
]

const agents: readonly Staff[] = [
  { id: 'fatima', name: 'Fatima Bouzid', role: 'mediator', unit: 'epn-asni' },
  { id: 'lahcen', name: 'Lahcen Amghar', role: 'mediator', unit: 'epn-imlil' },
  { id: 'khadija', name: 'Khadija Idrissi', role: 'clerk', unit: 'etat-civil' },
  { id: 'omar', name: 'Omar Kabbaj', role: 'clerk', unit: 'bureau-general' },
  { id: 'nadia', name: 'Nadia Tazi', role: 'supervisor', unit: 'bureau-general' },
  // Two clerks and an officer in one office, another office beside it: conflicts, opinions and transfers can be tried.
  { id: 'salma', name: 'Salma Benjelloun', role: 'clerk', unit: 'etat-civil' },
  { id: 'driss', name: 'Driss Alaoui', role: 'officer', unit: 'etat-civil' },
  // A second person at one point: let in by the first, without a link.
  { id: 'hassan', name: 'Hassan Ouakrim', role: 'mediator', unit: 'epn-asni' },
]

export const demoCommune: NewCommune = { commune, demo: true, units, agents }
