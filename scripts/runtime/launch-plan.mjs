import path from 'node:path';
import { ensureWindowLibraries } from './debian-libs.mjs';
import { explainVirtualDisplay, openDisplay } from './display.mjs';
import { ensureOrdinaryUser, hasUserNamespaces } from './ordinary-user.mjs';
import { cacheFolder, isRoot, projectRoot } from './paths.mjs';
import { say } from './report.mjs';
import { resolveElectron } from './resolve.mjs';
import { prepareSqliteBinding } from './sqlite-binding.mjs';
import { copyForUser, stageApplication } from './staging.mjs';
import { makeTempFolder } from './temp-folder.mjs';
import { runAsUser, writeUserWrapper } from './user-wrapper.mjs';

/**
 * @typedef {object} LaunchPlan How to open the built application on this machine.
 * @property {string} executable Electron, or a wrapper that runs it as the ordinary user
 * @property {string[]} args come before the application folder
 * @property {string[]} runAs words before any other command line that is to run as the same user
 * @property {string} appDir the folder with package.json and out/
 * @property {Record<string, string>} env added to the environment
 * @property {string | null} dataDir where root's shop data goes; null leaves it to the application
 * @property {{ uid: number, gid: number } | null} owner who must own folders that the application writes
 * @property {string} electronVersion
 * @property {string} distDir
 * @property {string} source
 * @property {boolean} sandbox whether Chromium's sandbox works
 */

/**
 * Prepares everything a window needs: runtime, native SQLite, libraries, user, display.
 * @param {object} [options]
 * @param {boolean} [options.alwaysVirtual] use a virtual display even where there is a real one
 * @param {boolean} [options.inPlace] run from the project folder, not from a copy (for hot reload)
 * @returns {Promise<{ plan: LaunchPlan, close: () => void }>} `close` ends the display and removes temporary folders
 * @throws {import('./report.mjs').SetupError}
 */
export async function prepareLaunch({ alwaysVirtual = false, inPlace = false } = {}) {
  const cacheDir = cacheFolder();
  const runtime = await resolveElectron();
  await ensureWindowLibraries(runtime.executable);
  const binding = await prepareSqliteBinding(runtime.version, cacheDir);
  const user = isRoot ? await ensureOrdinaryUser() : null;
  const { folder: privateDir, remove } = makeTempFolder('run', user);
  const cleanups = [remove];
  const close = () => {
    for (const cleanup of cleanups.splice(0).reverse()) cleanup();
  };
  try {
    const display = await openDisplay({ user, privateDir, alwaysVirtual });
    cleanups.push(display.close);
    if (!alwaysVirtual) explainVirtualDisplay(display);
    const sandbox = process.platform !== 'linux' || (await hasUserNamespaces(user));
    if (!sandbox) {
      say(
        "WARNING: this machine does not allow user namespaces, so Chromium's sandbox is off (--no-sandbox); allow them with: sysctl kernel.unprivileged_userns_clone=1",
      );
    }
    /** @type {Record<string, string>} */
    const env = definedOnly(display.env);
    let { executable } = runtime;
    let appDir = projectRoot;
    if (user) {
      executable = await copyForUser(
        user,
        executable,
        runtime.distDir,
        `electron-${runtime.version}`,
      );
      if (binding) {
        const folder = path.dirname(binding);
        env.TILLWISE_SQLITE_BINDING = await copyForUser(
          user,
          binding,
          folder,
          path.basename(folder),
        );
      }
      if (!inPlace) {
        const staged = await stageApplication(user);
        appDir = staged.appDir;
        cleanups.push(staged.remove);
      }
      executable = writeUserWrapper(privateDir, user, executable);
    } else if (binding) {
      env.TILLWISE_SQLITE_BINDING = binding;
    }
    return {
      close,
      plan: {
        executable,
        args: [...(sandbox ? [] : ['--no-sandbox']), ...displayArgs(display)],
        runAs: user ? runAsUser(user) : [],
        appDir,
        env,
        dataDir: user ? path.join(user.home, 'data') : null,
        owner: user ? { uid: user.uid, gid: user.gid } : null,
        electronVersion: runtime.version,
        distDir: runtime.distDir,
        source: runtime.source,
        sandbox,
      },
    };
  } catch (error) {
    close();
    throw error;
  }
}

/**
 * On a virtual display there is neither a graphics card nor a session bus; Chromium would try both and
 * complain at length. TILLWISE_DEBUG=1 keeps its messages.
 * @param {import('./display.mjs').Display} display
 */
function displayArgs(display) {
  if (!display.isVirtual) return [];
  return ['--disable-gpu', ...(process.env.TILLWISE_DEBUG ? [] : ['--log-level=3'])];
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {Record<string, string>}
 */
function definedOnly(env) {
  /** @type {Record<string, string>} */
  const defined = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined) defined[name] = value;
  }
  return defined;
}
