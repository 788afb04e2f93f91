// What the pages of a check say besides their views.
import type { KeptFinding } from './checked.ts'

/** Pages with numbers, never more than seven: the first, the last, and those around the one that is open. From 1. */
export const pageLinks = (
  open: number,
  pages: number,
  href: (page: number) => string,
): { previous: string | null; next: string | null; items: PageLink[] } | null => {
  if (pages <= 1) return null
  const shown = [...new Set([1, open - 1, open, open + 1, pages])].filter((page) => page >= 1 && page <= pages)
  const items = shown.flatMap((page, at): PageLink[] => {
    const link = { number: page, href: href(page), ...(page === open ? { current: true as const } : {}) }
    return at > 0 && page - (shown[at - 1] as number) > 1 ? [{ ellipsis: true }, link] : [link]
  })
  return { previous: open > 1 ? href(open - 1) : null, next: open < pages ? href(open + 1) : null, items }
}
export type PageLink = { ellipsis: true } | { number: number; href: string; current?: true }

/** The page of an address, from 1; the first for anything else. */
export const pageNumber = (said: string | undefined, pages: number): number => {
  const page = /^\d{1,6}$/.test(said ?? '') ? Number(said) : 1
  return Math.min(Math.max(1, page), Math.max(1, pages))
}

/** `line` stands in a column of lines, `at` in a sentence. */
export type ShownPlace = { child: string; file: string; line: string; at: string; columns: string }

/** A finding as a table shows it: a line for each row of a file, and how many more rows are wrong together with these. */
export const shownFinding = ({ places, more }: KeptFinding): { places: ShownPlace[]; more: number } => ({
  places:
    places.length === 0
      ? [{ child: '', file: 'The return as a whole', line: '', at: '', columns: '' }]
      : places.map(({ file, table, line, row, columns, child }) => ({
          child: child ?? 'None given',
          file: file === '' ? table : file,
          line: line > 0 ? String(line) : `row ${row}`,
          at: line > 0 ? `line ${line}` : `row ${row}`,
          columns: columns.join(', '),
        })),
  more,
})
