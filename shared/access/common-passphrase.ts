// Passphrases that are long enough and still among the first that anybody tries: a word that everybody chooses, with a
// year, a row of keys or itself again behind it. Told by what such passphrases are made of, not by a list of whole ones:
// a list of any use would weigh more than the screen it stands behind.

/** As folded: no capitals, no accents, no spaces. French, English, Moroccan Arabic in Latin letters, Arabic; and ours. */
const words = (
  'password passwort motdepasse passe secret admin administrateur administrator root user utilisateur bonjour salut ' +
  'welcome bienvenue hello soleil amour jetaime doudou chouchou princesse princess loulou azerty qwerty football ' +
  'barcelona realmadrid raja wydad dragon monkey master superman batman iloveyou sunshine michael letmein trustno ' +
  'changeme changezmoi test demo exemple default maroc morocco maghreb casablanca rabat marrakech agadir fes tanger ' +
  'bismillah allah akbar inchallah inshallah hamdoullah hamdullah alhamdulillah salam salamalikoum mohamed mohammed ' +
  'muhammad ahmed fatima hassan youssef amine karim omar mama maman papa baba yemma habibi habibti hbiba zine ' +
  'commune mairie guichet morchid bureau service kiosque ordinateur computer internet google facebook whatsapp ' +
  'mot de la le mon ma my the i you love janvier mars avril juin juillet aout ' +
  'السلام عليكم بسم الله الرحمان الرحيم محمد احمد فاطمة المغرب كلمة السر جماعة المرشد مرحبا الحمد لله حبيبي'
).split(' ')

const rows = ['azertyuiop', 'qsdfghjklm', 'wxcvbn', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'abcdefghijklmnopqrstuvwxyz']
const walks = [...rows, ...rows.map((row) => [...row].toReversed().join(''))]
const isWalk = (piece: string): boolean => piece.length > 2 && walks.some((walk) => walk.includes(piece))

const isPiece = (piece: string): boolean =>
  /^\p{Nd}+$/u.test(piece) || /^(.)\1+$/u.test(piece) || isWalk(piece) || known.has(piece)

/** Such a passphrase has as many pieces as somebody thinks of without a list: four drawn words are more. */
const fewPieces = 3

/** `folded` is one spelling of it (passphrase.ts). What is neither letter nor figure stands between pieces. */
export const isCommon = (folded: string): boolean => {
  const letters = [...folded.replace(/[^\p{L}\p{Nd}]/gu, '')]
  // How few pieces the first so many letters can be cut into.
  const fewest = [0]
  for (let end = 1; end <= letters.length; end++) {
    let best = Infinity
    for (let start = 0; start < end; start++) {
      const before = fewest[start] ?? Infinity
      if (before + 1 < best && isPiece(letters.slice(start, end).join(''))) best = before + 1
    }
    fewest.push(best)
  }
  return (fewest[letters.length] ?? Infinity) <= fewPieces
}

const known: ReadonlySet<string> = new Set(words)
