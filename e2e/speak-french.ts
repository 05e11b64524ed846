// Before each file: the test speaks French, whatever the file before it ended with.
import { speak } from './words.ts'

speak('fr')
