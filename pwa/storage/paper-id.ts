// How a paper is named on this device: by its dossier and the hash of what it shows.
export const paperId = (dossier: string, hash: string): string => `${dossier}/${hash}`
export const hashOfPaper = (id: string): string => id.slice(id.indexOf('/') + 1)
export const dossierOfPaper = (id: string): string => id.slice(0, id.indexOf('/'))
