import { availableParallelism, cpus, loadavg, release, totalmem } from 'node:os'

/** What the figures below it were measured on, and when; a busy machine is told by its load. */
export const machineLine = (more = ''): string => {
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`
  const load = loadavg()
    .map((one) => one.toFixed(1))
    .join(' ')
  const parts = [
    Temporal.Now.plainDateISO().toString(),
    `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'})`,
    memory,
    `${process.platform} ${release()}`,
    `Node ${process.versions.node}`,
    ...(more ? [more] : []),
    `load before ${load}`,
  ]
  return parts.join(', ')
}

/** A small table: the first column to the left, numbers to the right. */
export const table = (heads: readonly string[], rows: readonly (readonly (string | number)[])[]): string => {
  const cells = [heads, ...rows].map((row) => row.map(String))
  const widths = heads.map((_, at) => Math.max(...cells.map((row) => (row[at] ?? '').length)))
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join(' | ')} |`
  return [
    line(cells[0]!),
    `|${widths.map((width, at) => (at === 0 ? `:${'-'.repeat(width + 1)}` : `${'-'.repeat(width + 1)}:`)).join('|')}|`,
    ...cells.slice(1).map(line),
  ].join('\n')
}

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length / 2
  return sorted.length % 2 === 1 ? sorted[Math.floor(half)]! : (sorted[half - 1]! + sorted[half]!) / 2
}

/** The value below which a share (0.95) of the sorted values lie. */
export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
