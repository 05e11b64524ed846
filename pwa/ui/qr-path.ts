// The dark modules of a QR code as SVG path data. Pure.

/** One run of dark modules a command: a quarter of the characters of one square each. */
export function modulesPath(rows: readonly (readonly boolean[])[]): string {
  const commands: string[] = []
  for (const [y, row] of rows.entries()) {
    let start = 0
    while (start < row.length) {
      if (row[start] !== true) {
        start++
        continue
      }
      let end = start
      while (row[end] === true) end++
      commands.push(`M${start} ${y}h${end - start}v1h-${end - start}z`)
      start = end
    }
  }
  return commands.join('')
}
