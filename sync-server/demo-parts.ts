// Where a demonstration keeps the parts of its recovery key. Apart from what makes them: `npm start` reads this before
// it knows whether the libraries are there.
import { join } from 'node:path'

export const demoPartsFile = (dataDir: string): string => join(dataDir, 'demo-recovery-parts.txt')
