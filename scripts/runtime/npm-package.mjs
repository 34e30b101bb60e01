import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { SetupError } from './report.mjs';
import { lastLines, runCommand } from './run-command.mjs';

/**
 * @typedef {object} PinnedPackage
 * @property {string} name
 * @property {string} version
 * @property {string} integrity `sha512-…` as npm records it
 */

/**
 * Downloads one pinned package with npm (so the user's registry, proxy and cache are used) and checks it.
 * @param {PinnedPackage} wanted
 * @param {string} intoDir an existing folder
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<string>} the downloaded .tgz file
 * @throws {SetupError} when it cannot be downloaded or is not the pinned file
 */
export async function downloadPackage(wanted, intoDir, env = process.env) {
  const spec = `${wanted.name}@${wanted.version}`;
  const args = ['pack', spec, '--silent', '--pack-destination', intoDir];
  const npmCli = env.npm_execpath;
  const useCli = npmCli && /npm-cli\.[cm]?js$/.test(npmCli);
  const result = useCli
    ? await runCommand(process.execPath, [npmCli, ...args], { cwd: intoDir, env })
    : await runCommand('npm', args, { cwd: intoDir, env });
  const tarball = fs.readdirSync(intoDir).find((file) => file.endsWith('.tgz'));
  if (result.code !== 0 || !tarball) {
    throw new SetupError(
      `npm could not download ${spec} (${lastLines(result) || `exit code ${result.code}`}): check that the npm registry is reachable, then start again.`,
    );
  }
  const file = path.join(intoDir, tarball);
  await checkIntegrity(file, wanted.integrity, spec);
  return file;
}

/**
 * @param {string} file
 * @param {string} integrity `sha512-…`
 * @param {string} what named in the failure sentence
 * @throws {SetupError} when the file's SHA-512 differs
 */
async function checkIntegrity(file, integrity, what) {
  const hash = createHash('sha512');
  await pipeline(fs.createReadStream(file), hash);
  const found = `sha512-${hash.digest('base64')}`;
  if (found !== integrity) {
    throw new SetupError(
      `The downloaded ${what} is not the expected file (its SHA-512 differs), so it was not used: run "npm cache clean --force" and start again; if it happens again, your registry serves a changed file.`,
    );
  }
}

/**
 * Unpacks a .tgz with the system's tar.
 * @param {string} tarball
 * @param {string} intoDir an existing folder
 * @param {string[]} [members] only these paths
 */
export async function unpackTarball(tarball, intoDir, members = []) {
  const result = await runCommand('tar', ['-xzf', tarball, '-C', intoDir, ...members]);
  if (result.code !== 0) {
    throw new SetupError(
      `Could not unpack ${tarball} (${lastLines(result)}): check the free space on that disk, then start again.`,
    );
  }
}
