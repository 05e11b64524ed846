// What every screen of this room is given by its door. Types only.
export interface PapersScreenProps {
  /** Of a document; '' elsewhere. */
  readonly dossier: string
  readonly onBack: () => void
}
