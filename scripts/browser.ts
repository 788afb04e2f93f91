// The browser that the tests drive: the one the machine has, or Debian's.
import { existsSync } from 'node:fs'
import { canInstall, findProgram, installPackages, searchPath } from './debian.ts'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const macFolder = '/Applications/Google Chrome.app/Contents/MacOS'

export const browserAdvice =
  'The browser tests need Chromium: install it (Debian: apt-get install chromium), or set CHROMIUM_PATH to its program.'

/** The path of a Chromium or Chrome, installing Debian's when that is possible; null when there is none to be had. */
export const findBrowser = (): string | null => {
  const chosen = process.env.CHROMIUM_PATH
  if (chosen) return existsSync(chosen) ? chosen : null
  const find = (): string | null =>
    findProgram(names, searchPath()) ?? findProgram(['Google Chrome', 'Chromium'], [macFolder])
  const found = find()
  if (found || !canInstall()) return found
  process.stderr.write('Installing Chromium for the browser tests.\n')
  return installPackages(['chromium', 'fonts-liberation']) ? find() : null
}
