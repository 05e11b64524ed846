// Makes the default French and Arabic voices from the catalogue with a speech engine: one clip a prompt, in Opus and in
// MP3, under voices/<voice>/. Makes again only what changed, and deletes what nobody says any more. Never touches a
// voice that people recorded. Needs espeak-ng and ffmpeg; the clips are committed, so nobody else needs them.
// Usage: npm run voices
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import {
  engineArguments,
  loadMade,
  loadVoiceFiles,
  scriptsOf,
  shaOf,
  syntheticVoices,
  tourScriptsOf,
  voicesFolder,
} from './voices-files.ts'
import type { MadeClips, SyntheticVoice } from './voices-files.ts'
import { durationMs, levelled, parseWav, trimmed, writeWav } from './voices-sound.ts'
import type { Sound } from './voices-sound.ts'
import { slimWebm } from './voices-webm.ts'

const run = promisify(execFile)
const formats = ['webm', 'mp3'] as const

/**
 * 9 kbit/s is the least that keeps 8 kHz of sound; long frames, since every one costs seven bytes of container. MP3 of
 * 16 kbit/s is the smallest of its kind. Nothing that changes from one run to the next.
 */
const encoding: Readonly<Record<(typeof formats)[number], readonly string[]>> = {
  webm: ['-c:a', 'libopus', '-b:a', '9k', '-vbr', 'on', '-application', 'voip', '-frame_duration', '120'],
  mp3: ['-c:a', 'libmp3lame', '-b:a', '16k', '-ar', '16000', '-id3v2_version', '0', '-write_xing', '0'],
}

const speak = async (script: string, voice: SyntheticVoice): Promise<Sound> => {
  const { stdout } = await run('espeak-ng', [...engineArguments(script, voice)], { encoding: 'buffer' })
  const sound = parseWav(stdout)
  if (!sound.ok) throw new Error(`espeak-ng: ${sound.error}`)
  return levelled(trimmed(sound.value))
}

/** How many bytes it takes in Opus. */
const encode = async (sound: Sound, path: string, scratch: string): Promise<number> => {
  await writeFile(scratch, writeWav(sound))
  for (const format of formats) {
    const to = `${path}.${format}`
    const exact = ['-map_metadata', '-1', '-fflags', '+bitexact', '-flags:a', '+bitexact', '-ac', '1']
    await run('ffmpeg', ['-y', '-v', 'error', '-i', scratch, ...exact, ...encoding[format], to])
  }
  const slim = slimWebm(await readFile(`${path}.webm`))
  await writeFile(`${path}.webm`, slim)
  return slim.length
}

const makeVoice = async (
  voice: SyntheticVoice,
  scripts: ReadonlyMap<string, string>,
  place: SyntheticVoice | `tour/${SyntheticVoice}` = voice,
): Promise<void> => {
  const folder = join(voicesFolder, place)
  await mkdir(folder, { recursive: true })
  const before = loadMade(place)
  const after: MadeClips = {}
  const waiting: (readonly [id: string, script: string])[] = []
  for (const [id, script] of scripts) {
    const known = before[id]
    const isThere = formats.every((format) => existsSync(join(folder, `${id}.${format}`)))
    if (known !== undefined && isThere && known.sha === shaOf(script, voice)) after[id] = known
    else waiting.push([id, script])
  }
  const scratch = await mkdtemp(join(tmpdir(), 'voices-'))
  const made = waiting.length
  while (waiting.length > 0) {
    const batch = waiting.splice(0, 40)
    await Promise.all(
      Array.from({ length: availableParallelism() }, async (_, worker) => {
        for (let next = batch.pop(); next !== undefined; next = batch.pop()) {
          const [id, script] = next
          const sound = await speak(script, voice)
          const bytes = await encode(sound, join(folder, id), join(scratch, `${worker}.wav`))
          after[id] = { sha: shaOf(script, voice), ms: durationMs(sound), bytes }
        }
      }),
    )
    // What is made is known as made, should the rest never be.
    await writeFile(join(folder, 'index.json'), indexText({ ...before, ...after }))
  }
  await rm(scratch, { recursive: true })
  for (const file of await readdir(folder)) {
    if (file !== 'index.json' && !scripts.has(file.replace(/\.(?:webm|mp3)$/u, ''))) await rm(join(folder, file))
  }
  await writeFile(join(folder, 'index.json'), indexText(after))
  const total = Object.values(after).reduce((sum, { bytes }) => sum + bytes, 0)
  console.log(`${place}: ${scripts.size} clips, ${made} made; ${total} bytes in Opus`)
}

/** One clip a line, sorted, so that a change shows as what it is. */
const indexText = (clips: MadeClips): string => {
  const lines = Object.keys(clips)
    .sort()
    .map((id) => {
      const clip = clips[id]
      if (clip === undefined) return ''
      const { sha, ms, bytes } = clip
      return `  "${id}": { "sha": "${sha}", "ms": ${ms}, "bytes": ${bytes} }`
    })
  return `{\n${lines.join(',\n')}\n}\n`
}

const { prompts, tour, mistakes } = await loadVoiceFiles()
if (mistakes.length > 0) throw new Error(mistakes.join('\n'))
for (const voice of syntheticVoices) {
  await makeVoice(voice, scriptsOf(prompts, voice))
  await makeVoice(voice, tourScriptsOf(tour, voice), `tour/${voice}`)
}
