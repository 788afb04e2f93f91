// Keys for things read from a file that come out the same when the file is read again, whatever the order of its lines.

/** One key out of several parts; a part may hold any characters, two different lists of parts never give one key. */
export const keyOf = (...parts: readonly string[]): string =>
  parts.map((part) => part.replace(/[%|#]/g, encodeURIComponent)).join('|')

/**
 * Sets each thing's key, adding `#2`, `#3`... where several share one. Their order is that of their contents and not
 * of the file, so that the same things get the same keys when they come in another order.
 */
export const numberEqualKeys = <Thing>(
  things: Iterable<Thing>,
  key: (thing: Thing) => string,
  content: (thing: Thing) => string,
  set: (thing: Thing, key: string) => void,
): void => {
  const byKey = new Map<string, Thing[]>()
  for (const thing of things) {
    const own = key(thing)
    const equals = byKey.get(own)
    if (equals) equals.push(thing)
    else byKey.set(own, [thing])
  }
  for (const [shared, equals] of byKey) {
    if (equals.length === 1) {
      set(equals[0] as Thing, shared)
      continue
    }
    const inOrder = equals.map((thing) => ({ thing, text: content(thing) }))
    inOrder.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    for (const [index, { thing }] of inOrder.entries()) set(thing, index === 0 ? shared : `${shared}#${index + 1}`)
  }
}
