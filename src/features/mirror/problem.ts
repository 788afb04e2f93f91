// What is wrong with an extract, in words its owner can act on. Never the words of a cell: those may be about somebody.

export type Problem = { file: string; line: number | null; column: string | null; words: string }

/** As many as anybody reads; the rest are counted. */
export const mostProblems = 200

export type Problems = { list: Problem[]; more: number }

export const noProblems = (): Problems => ({ list: [], more: 0 })
export const isSound = ({ list }: Problems): boolean => list.length === 0

export const tell = (
  problems: Problems,
  file: string,
  words: string,
  line: number | null = null,
  column: string | null = null,
): void => {
  if (problems.list.length < mostProblems) problems.list.push({ file, line, column, words })
  else problems.more++
}

export const place = ({ file, line, column }: Problem): string =>
  [file, line === null ? null : `line ${line}`, column].filter((part) => part !== null && part !== '').join(', ')
