import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { nodeExecutable, projectRoot } from './paths.mjs';
import { SetupError, say } from './report.mjs';

const STAMP = path.join(projectRoot, 'out', '.built-from');
const SOURCES = [
  'src',
  'resources',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
];

/**
 * Builds the application unless out/ was made from exactly the present sources.
 * @throws {SetupError} when the build fails; its own messages stand above
 */
export async function buildIfStale() {
  if (readStamp() !== fingerprint()) await build();
}

/**
 * Builds the application into out/main, out/preload and out/renderer.
 * @throws {SetupError} when the build fails; its own messages stand above
 */
export async function build() {
  const present = fingerprint();
  say('building the application (electron-vite build)');
  fs.rmSync(STAMP, { force: true });
  const cli = path.join(projectRoot, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const code = await runOnStderr(nodeExecutable(), [cli, 'build', '--logLevel', 'warn']);
  if (code !== 0)
    throw new SetupError('The build failed: correct what it says above, then start again.');
  fs.writeFileSync(STAMP, present);
}

function readStamp() {
  try {
    return fs.readFileSync(STAMP, 'utf8');
  } catch {
    return '';
  }
}

/** Changes whenever a source file is added, removed, or written. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const source of SOURCES) addToHash(path.join(projectRoot, source), hash);
  return hash.digest('hex');
}

/**
 * @param {string} file
 * @param {import('node:crypto').Hash} hash
 */
function addToHash(file, hash) {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (!stat) return;
  if (stat.isDirectory()) {
    for (const name of fs.readdirSync(file).sort()) addToHash(path.join(file, name), hash);
    return;
  }
  hash.update(`${path.relative(projectRoot, file)}\0${stat.size}\0${stat.mtimeMs}\n`);
}

/**
 * Runs a program with both its outputs on stderr, because stdout is for what the script itself answers.
 * @param {string} command
 * @param {string[]} args
 * @returns {Promise<number>} exit code
 */
function runOnStderr(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: projectRoot, stdio: ['ignore', 2, 2] });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
