// How much a test tries that could try for ever: all of it in `npm test` and where a file is run by itself, less of it in
// `npm run test:quick`, which sets TEST_VOLUME. Nothing else differs between the two but the browser.
export const quick = process.env.TEST_VOLUME === 'quick'

/** How many examples of chance to try: an eighth, and ten at the least, in a quick run. */
export const tries = (all: number): number => (quick ? Math.min(all, Math.max(10, Math.ceil(all / 8))) : all)
