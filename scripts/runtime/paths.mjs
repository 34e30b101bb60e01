import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** better-sqlite3 crashes on older ones. */
const OLDEST_NODE = 22;

/** The folder that holds package.json. */
export const projectRoot = fileURLToPath(new URL('../../', import.meta.url)).replace(/[\\/]$/, '');

/** Whether this process is root, which Chromium's sandbox does not accept as the user of a window. */
export const isRoot = process.platform === 'linux' && process.getuid?.() === 0;

/**
 * Where prepared runtimes are kept between runs and clones: the XDG cache folder. For root without
 * XDG_CACHE_HOME it is /var/cache, because /root is closed to the ordinary user the window runs as.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string} an absolute path; the folder may not exist yet
 */
export function cacheFolder(env = process.env) {
  const xdg = env.XDG_CACHE_HOME;
  if (xdg && path.isAbsolute(xdg)) return path.join(xdg, 'tillwise');
  if (isRoot) return '/var/cache/tillwise';
  return path.join(env.HOME ?? os.homedir(), '.cache', 'tillwise');
}

/**
 * A Node that everything here runs on: this one when it is recent enough, otherwise the one among the
 * packages (npm's scripts have that first on their PATH anyway).
 * @returns {string}
 */
export function nodeExecutable() {
  if (Number.parseInt(process.versions.node, 10) >= OLDEST_NODE) return process.execPath;
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  return path.join(projectRoot, 'node_modules', 'node', 'bin', name);
}
