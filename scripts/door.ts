// The words of messages, for who came by `sudo morchid`: they name commands as npm has them, and there the next step is the
// same command by the same door, with the account and the settings of the service. Changes what is said, nothing else.
import process from 'node:process'

/** A command of npm's, and what passes its flags on. */
const named = /npm run (?:-s )?([a-z]+(?::[a-z]+)?)( --(?= |$))?/g

export interface Door {
  /** What one types before the name of a command. */
  readonly name: string
  /** What is to be had there. */
  readonly commands: ReadonlySet<string>
}

export const saidByDoor = (text: string, { name, commands }: Door): string =>
  text
    .replaceAll(named, (whole: string, script: string) => {
      const command = script === 'packs:check' ? 'pack check' : script.replace(':', '-')
      return commands.has(command.split(' ')[0] ?? '') ? `${name} ${command}` : whole
    })
    .replaceAll(/(?:[A-Z_]+=\S+ )*npm start/g, 'sudo systemctl start morchid')
    .replaceAll('Ctrl-C', 'sudo systemctl stop morchid')

/** From here on, what this process prints names commands by that door. */
export const speakByDoor = (door: Door): void => {
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream)
    stream.write = (chunk: string | Uint8Array, ...rest: never[]) =>
      write(typeof chunk === 'string' ? saidByDoor(chunk, door) : chunk, ...rest)
  }
}
