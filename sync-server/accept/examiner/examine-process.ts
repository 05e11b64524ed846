// What runs in an examining process. Whatever a draft update does to it, the server outside goes on (rule 8).
import { examineJob } from '../../../shared/sync/examine.ts'
import { serveBatches } from './serve-batches.ts'

serveBatches(examineJob)
