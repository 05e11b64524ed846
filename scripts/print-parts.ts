// The parts of a recovery key on the operator's screen, once and nowhere else: they are written down or printed from
// here, and kept by nobody's machine.
export function printParts(parts: readonly string[]): void {
  console.log(`
CLÉ DE SECOURS, en ${parts.length} parts. Elle rouvre un appareil dont toutes les personnes ont oublié leur phrase
(npm run recover). Deux parts suffisent, une seule ne dit rien. Elle n'est gardée nulle part : imprimez ou recopiez
chaque part sur une feuille, confiez chaque feuille à une personne différente, puis effacez cet écran.`)
  for (const [at, part] of parts.entries()) console.log(`\nPART ${at + 1} DE ${parts.length}\n${part}`)
}
