// The door of a pack on a device. The server has judged its rules with parsePack before it offered it; what is checked
// here is that this version of the app can read it: every field known and of its shape, the form compiled. Nobody at a
// counter can correct a pack, so nothing here tells what is wrong, and the authors' sentences stay on the server.
import * as v from 'valibot'
import { compileForm } from '../form/compile.ts'
import { packShape } from './pack-shape.ts'
import type { ProcedurePack } from './pack.ts'

/** Null when this version of the app can't read it. */
export const readOfferedPack = (json: unknown): ProcedurePack | null =>
  v.is(packShape, json) && compileForm({ survey: json.form.survey, choices: json.form.choices }).ok ? json : null
