// Every property runs from one seed: a fixed one, so that a red run stays red, unless PROPERTY_SEED says another.
import process from 'node:process'
import fc from 'fast-check'

fc.configureGlobal({ seed: Number(process.env['PROPERTY_SEED'] ?? 20_260_301) })
