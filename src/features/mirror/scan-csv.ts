// Records of a CSV text as places in it, without taking it apart: an extract of sixty thousand people has more than a
// million rows, of which a night changes a few. Pure.

export type Scanned = {
  text: string
  /** of record n, the heading left out: text from start[n] to end[n], on line line[n] of the file */
  start: Int32Array
  end: Int32Array
  line: Int32Array
  count: number
  heading: string[]
  /** false where the last record of the file has no line end */
  ended: boolean
}

export type Broken = { line: number; words: string }

const growing = () => {
  let held = new Int32Array(4096)
  let count = 0
  return {
    add: (value: number): void => {
      if (count === held.length) {
        const more = new Int32Array(count * 2)
        more.set(held)
        held = more
      }
      held[count++] = value
    },
    done: (): Int32Array => held.subarray(0, count),
  }
}

const quote = 34
const comma = 44
const returned = 13

/** The cells of one record. */
export const cellsIn = (record: string): string[] => {
  if (!record.includes('"')) return record.split(',')
  const cells: string[] = []
  let cell = ''
  let at = 0
  for (;;) {
    if (record.charCodeAt(at) === quote) {
      at++
      for (;;) {
        const close = record.indexOf('"', at)
        if (close < 0) {
          cell += record.slice(at)
          at = record.length
          break
        }
        cell += record.slice(at, close)
        at = close + 1
        if (record.charCodeAt(at) !== quote) break
        cell += '"'
        at++
      }
    }
    const next = record.indexOf(',', at)
    cells.push(cell + record.slice(at, next < 0 ? record.length : next))
    cell = ''
    if (next < 0) return cells
    at = next + 1
  }
}

/** One cell of a record of a text: the others are passed over. */
export const cellIn = (text: string, from: number, to: number, wanted: number): string => {
  let cell = 0
  let start = from
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at)
    if (code === quote) return cellsIn(text.slice(from, to))[wanted] ?? ''
    if (code !== comma) continue
    if (cell === wanted) return text.slice(start, at)
    cell++
    start = at + 1
  }
  return cell === wanted ? text.slice(start, to) : ''
}

/** How many cells a record without quotation marks has. */
const commasIn = (text: string, from: number, to: number): number => {
  let count = 1
  for (let at = from; at < to; at++) if (text.charCodeAt(at) === comma) count++
  return count
}

/**
 * Every record, each with as many cells as the heading. CRLF or LF ends a line, also inside quotes; blank lines are passed
 * over. `told` is called for each record that has another number of cells; an unclosed quotation mark ends the scan.
 */
export const scanCsv = (text: string, told: (broken: Broken) => void): Scanned | null => {
  const start = growing()
  const end = growing()
  const line = growing()
  let heading: string[] | null = null
  let ended = true
  let lineNumber = 1
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0
  let nextQuote = text.indexOf('"', at)
  while (at < text.length) {
    const first = at
    const firstLine = lineNumber
    let stop = text.indexOf('\n', at)
    if (stop < 0) stop = text.length
    let quoted = false
    if (nextQuote >= 0 && nextQuote < at) nextQuote = text.indexOf('"', at)
    if (nextQuote >= 0 && nextQuote < stop) {
      quoted = true
      // The record goes on until a line end with every quotation mark closed.
      let marks = 0
      let from = at
      for (;;) {
        for (let mark = text.indexOf('"', from); mark >= 0 && mark < stop; mark = text.indexOf('"', mark + 1)) marks++
        if (marks % 2 === 0) break
        if (stop >= text.length) {
          told({ line: firstLine, words: 'A quotation mark is opened here and never closed. The file looks cut off.' })
          return null
        }
        lineNumber++
        from = stop
        stop = text.indexOf('\n', stop + 1)
        if (stop < 0) stop = text.length
      }
    }
    at = stop + 1
    lineNumber++
    const last = stop > first && text.charCodeAt(stop - 1) === returned ? stop - 1 : stop
    ended = stop < text.length
    if (last === first) continue
    const cells = quoted ? cellsIn(text.slice(first, last)).length : commasIn(text, first, last)
    if (heading === null) {
      heading = cellsIn(text.slice(first, last)).map((name) => name.trim().toLowerCase())
      continue
    }
    if (cells !== heading.length) {
      told({
        line: firstLine,
        words:
          ended || cells > heading.length
            ? `This line has ${cells} cells and the heading ${heading.length}.`
            : `The file ends in the middle of this line: it has ${cells} cells and the heading ${heading.length}.`,
      })
      continue
    }
    start.add(first)
    end.add(last)
    line.add(firstLine)
  }
  if (heading === null) return null
  const starts = start.done()
  return { text, start: starts, end: end.done(), line: line.done(), count: starts.length, heading, ended }
}
