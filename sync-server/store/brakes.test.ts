import { openTestStore } from '../testing/test-store.ts'
import { brakesContract } from './brakes.contract.ts'

brakesContract(openTestStore)
