// What a test machine needs from Debian or Ubuntu, installed when this runs as root there.
import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import path from 'node:path'

/** The first of the names that is a program in one of the folders, as a full path; or null. */
export const findProgram = (names: string[], folders: string[]): string | null => {
  for (const name of names) {
    for (const folder of folders) {
      const file = path.join(folder, name)
      try {
        accessSync(file, constants.X_OK)
        return file
      } catch {}
    }
  }
  return null
}

export const searchPath = (): string[] => (process.env.PATH ?? '').split(path.delimiter).filter(Boolean)

/** True when packages can be installed here without asking anybody. */
export const canInstall = (): boolean => process.getuid?.() === 0 && findProgram(['apt-get'], searchPath()) !== null

/** Installs packages with apt-get, whose output goes to standard error. Answers whether it worked. */
export const installPackages = (packages: string[]): boolean => {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args: string[]): boolean =>
    spawnSync('apt-get', ['-q', '-y', ...args], { env, stdio: ['ignore', 2, 2] }).status === 0
  const install = (): boolean => apt('install', '--no-install-recommends', ...packages)
  const known = spawnSync('apt-cache', ['show', ...packages], { stdio: 'ignore' }).status === 0
  // A list of packages that is a few weeks old names versions that are gone from the mirror.
  return (known && install()) || (apt('update') && install())
}
