import fs from 'node:fs';
import path from 'node:path';
import { projectRoot } from './paths.mjs';
import { SetupError, say } from './report.mjs';
import { lastLines, runCommand } from './run-command.mjs';

const PROBE_TIMEOUT_MS = 5_000;
const DOWNLOAD_TIMEOUT_MS = 10 * 60_000;

/**
 * The official Electron in node_modules, when it is there at the declared version.
 * @param {string} [root]
 * @returns {{ version: string, executable: string } | null}
 */
export function findInstalledElectron(root = projectRoot) {
  const packageDir = path.join(root, 'node_modules', 'electron');
  try {
    const declared = declaredElectronVersion(root);
    const present = fs.readFileSync(path.join(packageDir, 'dist', 'version'), 'utf8').trim();
    if (present.replace(/^v/, '') !== declared) return null;
    const relative = fs.readFileSync(path.join(packageDir, 'path.txt'), 'utf8').trim();
    const executable = path.join(packageDir, 'dist', relative);
    return fs.existsSync(executable) ? { version: declared, executable } : null;
  } catch {
    return null;
  }
}

/**
 * @param {string} [root]
 * @returns {string} the version of the `electron` package in node_modules
 * @throws {SetupError} when the packages are not installed
 */
export function declaredElectronVersion(root = projectRoot) {
  try {
    const manifest = path.join(root, 'node_modules', 'electron', 'package.json');
    return JSON.parse(fs.readFileSync(manifest, 'utf8')).version;
  } catch (cause) {
    throw new SetupError('The packages are not installed: run "npm ci" first, then start again.', {
      cause,
    });
  }
}

/**
 * Whether the download server answers at all, so that a blocked network costs seconds, not minutes.
 * @param {string} version
 * @param {NodeJS.ProcessEnv} [env]
 */
export async function isDownloadReachable(version, env = process.env) {
  const mirror =
    env.ELECTRON_MIRROR ??
    env.npm_config_electron_mirror ??
    'https://github.com/electron/electron/releases/download/';
  const address = `${mirror.replace(/\/?$/, '/')}v${version}/SHASUMS256.txt`;
  try {
    const answer = await fetch(address, {
      method: 'HEAD',
      signal: AbortSignal.timeout(PROBE_TIMEOUT_MS),
    });
    return answer.ok;
  } catch {
    return false;
  }
}

/**
 * Runs Electron's own installer, which downloads and checks the official build.
 * @param {string} [root]
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<boolean>} whether it is there afterwards
 */
export async function downloadOfficialElectron(root = projectRoot, env = process.env) {
  const installer = path.join(root, 'node_modules', 'electron', 'install.js');
  const result = await runCommand(process.execPath, [installer], {
    env,
    timeoutMs: DOWNLOAD_TIMEOUT_MS,
  });
  if (result.code !== 0) say(`the official download did not succeed (${lastLines(result, 1)})`);
  return findInstalledElectron(root) !== null;
}
