import fs from 'node:fs';
import { isRoot } from './paths.mjs';
import { SetupError, say } from './report.mjs';
import { lastLines, runCommand } from './run-command.mjs';

/** What a window needs on Debian; where two names stand, the first that the release knows is taken. */
const WINDOW_PACKAGES = [
  ['libgtk-3-0t64', 'libgtk-3-0'],
  ['libnss3'],
  ['libgbm1'],
  ['libasound2t64', 'libasound2'],
];
const DISPLAY_PACKAGES = [['xvfb']];

/**
 * Makes sure that the shared libraries of an Electron executable are there.
 * @param {string} executable
 * @throws {SetupError} with the exact command when they are missing and cannot be installed
 */
export async function ensureWindowLibraries(executable) {
  if (process.platform !== 'linux') return;
  const missing = await missingLibraries(executable);
  if (missing.length === 0) return;
  await installPackages(WINDOW_PACKAGES, `a window needs (missing: ${missing.join(', ')})`);
  const stillMissing = await missingLibraries(executable);
  if (stillMissing.length > 0) {
    throw new SetupError(
      `Electron still misses ${stillMissing.join(', ')}: install the packages that contain them, then start again.`,
    );
  }
}

/** Makes sure that a virtual display can be started. */
export async function ensureVirtualDisplay() {
  if (hasProgram('Xvfb')) return;
  await installPackages(DISPLAY_PACKAGES, 'a virtual display needs');
}

/** Makes sure that native code can be compiled. */
export async function ensureBuildTools() {
  const missing = [
    hasProgram('g++') ? null : ['g++'],
    hasProgram('make') ? null : ['make'],
    hasProgram('python3') ? null : ['python3'],
  ].filter((names) => names !== null);
  if (missing.length > 0) await installPackages(missing, 'compiling SQLite needs');
}

/** @param {string} name */
export function hasProgram(name) {
  return (process.env.PATH ?? '')
    .split(':')
    .some((folder) => folder !== '' && fs.existsSync(`${folder}/${name}`));
}

/** @param {string} executable */
async function missingLibraries(executable) {
  const result = await runCommand('ldd', [executable]);
  return [...result.stdout.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1]);
}

/**
 * Installs packages with apt as root; otherwise fails with the exact command.
 * @param {string[][]} alternatives for each package its possible names
 * @param {string} purpose `what … needs`, for the line that says so
 */
async function installPackages(alternatives, purpose) {
  if (!hasProgram('apt-get')) {
    throw new SetupError(
      `Please install what ${purpose}, here under its Debian names: ${alternatives.map((names) => names.at(-1)).join(' ')}; then start again.`,
    );
  }
  if (!isRoot) {
    const names = await knownNames(alternatives);
    throw new SetupError(
      `Please install what ${purpose}, then start again: sudo apt-get install -y --no-install-recommends ${names.join(' ')}`,
    );
  }
  say('updating the package lists (apt-get update)');
  await runCommand('apt-get', ['update', '-o', 'DPkg::Lock::Timeout=120'], { env: aptEnv() });
  const names = await knownNames(alternatives);
  say(`installing what ${purpose}: apt-get install ${names.join(' ')}`);
  const result = await runCommand(
    'apt-get',
    ['install', '-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120', ...names],
    { env: aptEnv() },
  );
  if (result.code !== 0) {
    throw new SetupError(
      `apt-get could not install ${names.join(' ')} (${lastLines(result, 1)}): check the machine's package sources, then start again.`,
    );
  }
}

/** @param {string[][]} alternatives */
async function knownNames(alternatives) {
  const names = [];
  for (const candidates of alternatives) {
    let known = candidates.at(-1);
    for (const candidate of candidates.slice(0, -1)) {
      const policy = await runCommand('apt-cache', ['policy', candidate]);
      if (/Candidate: (?!\(none\))/.test(policy.stdout)) known = candidate;
    }
    if (known) names.push(known);
  }
  return names;
}

function aptEnv() {
  return { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
}
