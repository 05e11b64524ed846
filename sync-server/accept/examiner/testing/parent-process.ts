// Test only: a server's stand-in that starts an examining process, tells its number, and waits to be killed.
import { examinerDefaults } from '../examiner.ts'
import { startProcess } from '../examining-process.ts'

const child = await startProcess(examinerDefaults)
process.send?.(child.pid)
