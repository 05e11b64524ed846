// The visit most tests make: Lhoucine Amghar asks for a certificate of residence, and answers everything but his
// telephone, which is not asked for. Each test changes what it is about.
import type { Visit } from './people.ts'

export const residence: Visit = {
  event: 'housing',
  pack: 'ma.residence-certificate-local',
  papers: ['photo'],
  answers: {
    purpose: 'bank',
    first_name_ar: 'الحسين',
    last_name_ar: 'أمغار',
    first_name_latin: 'Lhoucine',
    last_name_latin: 'Amghar',
    douar: 'Douar Imskar',
    address_words: 'à côté de la fontaine',
    lives_since: 'always',
    proof: 'honour',
    honour: true,
  },
}
