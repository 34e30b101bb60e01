/**
 * `node scripts/complete-lock.mjs`: after changing packages. A registry mirror that lacks the binaries of
 * other platforms makes npm leave them out of package-lock.json, and `npm ci` then refuses the lock (and
 * other platforms would miss their binaries). This puts those entries back, from their parents' exact versions.
 */
import fs from 'node:fs';
import path from 'node:path';
import { projectRoot } from './runtime/paths.mjs';
import { runScript, SetupError, say } from './runtime/report.mjs';

const PLATFORM_NAME =
  /(?<os>android|darwin|linux|win32|freebsd|openharmony)-(?<cpu>arm64|arm|x64|ia32|ppc64|riscv64|s390x)(?:-(?<abi>\w+))?$/;

/** @typedef {Record<string, { version?: string, optionalDependencies?: Record<string, string> }>} LockedPackages */

await runScript(async () => {
  const file = path.join(projectRoot, 'package-lock.json');
  const lock = JSON.parse(fs.readFileSync(file, 'utf8'));
  const missing = missingBinaries(lock.packages);
  for (const [name, version] of missing) {
    lock.packages[`node_modules/${name}`] = platformEntry(name, version);
  }
  lock.packages = Object.fromEntries(
    Object.entries(lock.packages).sort(([one], [other]) => one.localeCompare(other, 'en')),
  );
  if (missing.length > 0) fs.writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  say(`${missing.length} packages for other platforms were missing from package-lock.json`);
});

/**
 * @param {LockedPackages} packages
 * @returns {[name: string, version: string][]}
 */
function missingBinaries(packages) {
  return Object.entries(packages).flatMap(([parent, entry]) =>
    Object.entries(entry.optionalDependencies ?? {}).filter(
      ([name, version]) => /^\d+\.\d+\.\d+$/.test(version) && !isLocked(packages, parent, name),
    ),
  );
}

/**
 * Looks where Node would: in the parent's own node_modules, then in those above it.
 * @param {LockedPackages} packages
 * @param {string} parent
 * @param {string} name
 */
function isLocked(packages, parent, name) {
  for (
    let folder = parent;
    ;
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))
  ) {
    if (packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`]) return true;
    if (folder === '') return false;
  }
}

/**
 * @param {string} name
 * @param {string} version
 */
function platformEntry(name, version) {
  const { os, cpu, abi } = PLATFORM_NAME.exec(name)?.groups ?? {};
  if (!os || !cpu) {
    throw new SetupError(
      `The platform of ${name} cannot be told from its name: add it to package-lock.json by hand.`,
    );
  }
  const libc = os === 'linux' && abi ? [abi.startsWith('musl') ? 'musl' : 'glibc'] : undefined;
  return { version, cpu: [cpu], libc, dev: true, license: 'MIT', optional: true, os: [os] };
}
