// Why no page came of a file or a frame. Each has its sentence with a next step in `take-paper.json`.
export const paperProblems = [
  /** No picture and no PDF, by its first bytes, whatever it is called. */
  'not-a-picture',
  /** A phone's own format, which this browser cannot open. */
  'heic',
  /** More bytes than a photograph has. */
  'too-large',
  /** More pixels than the memory of a kiosk holds. */
  'too-many-pixels',
  'broken',
  /** So few pixels that nobody could read it. */
  'too-small',
  /** Still over the limit at the smallest size that can be read. */
  'too-detailed',
  'too-many-pages',
  /** A PDF with a password. */
  'locked',
  /** A PDF that would fill the memory, or does not come to an end. */
  'too-heavy',
  /** What opens a PDF is not on this device yet, and there is no link. */
  'needs-link',
  /** The worker died or never answered. */
  'crashed',
] as const
export type PaperProblem = (typeof paperProblems)[number]
