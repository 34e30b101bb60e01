import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SetupError, say } from './report.mjs';

const READY = 'ready.json';
const LOCK_POLL_MS = 200;
const LOCK_PATIENCE_MS = 15 * 60_000;

/**
 * Returns the finished cache entry, or null when it is absent or damaged. An entry is finished when
 * its manifest is there and every file the manifest names still has its recorded size.
 * @param {string} cacheDir
 * @param {string} name
 * @returns {string | null}
 */
export function findPrepared(cacheDir, name) {
  const entry = path.join(cacheDir, name);
  try {
    const manifest = JSON.parse(fs.readFileSync(path.join(entry, READY), 'utf8'));
    for (const [file, size] of Object.entries(manifest.files)) {
      if (fs.statSync(path.join(entry, file)).size !== size) return null;
    }
    return entry;
  } catch {
    return null;
  }
}

/**
 * Makes a cache entry once. The work happens in a folder beside it that is renamed when complete, so
 * a half-made entry is never seen; a lock file keeps two runs from doing the same work.
 * @param {string} cacheDir
 * @param {string} name carries the version, so that another version is another entry
 * @param {(workDir: string) => Promise<string[]>} make fills workDir; returns the files that must be there afterwards
 * @returns {Promise<string>} the finished entry's folder
 */
export async function prepareOnce(cacheDir, name, make) {
  const present = findPrepared(cacheDir, name);
  if (present) return present;
  makeFolder(cacheDir);
  const release = await lock(path.join(cacheDir, `${name}.lock`), name);
  try {
    const madeMeanwhile = findPrepared(cacheDir, name);
    if (madeMeanwhile) return madeMeanwhile;
    removeLeftovers(cacheDir, name);
    const workDir = path.join(cacheDir, `${name}.part-${randomBytes(4).toString('hex')}`);
    fs.mkdirSync(workDir);
    try {
      const files = await make(workDir);
      writeManifest(workDir, files);
      const entry = path.join(cacheDir, name);
      fs.rmSync(entry, { recursive: true, force: true });
      fs.renameSync(workDir, entry);
      return entry;
    } finally {
      fs.rmSync(workDir, { recursive: true, force: true });
    }
  } finally {
    release();
  }
}

/** @param {string} cacheDir */
function makeFolder(cacheDir) {
  try {
    fs.mkdirSync(cacheDir, { recursive: true, mode: 0o755 });
    fs.accessSync(cacheDir, fs.constants.W_OK);
  } catch (cause) {
    throw new SetupError(
      `The cache folder ${cacheDir} cannot be written: give yourself write access to it, or set XDG_CACHE_HOME to a folder that you can write.`,
      { cause },
    );
  }
}

/**
 * @param {string} workDir
 * @param {string[]} files
 */
function writeManifest(workDir, files) {
  const sizes = Object.fromEntries(
    files.map((file) => [file, fs.statSync(path.join(workDir, file)).size]),
  );
  fs.writeFileSync(path.join(workDir, READY), `${JSON.stringify({ files: sizes }, null, 2)}\n`);
}

/**
 * What an interrupted run left; only called while holding the entry's lock.
 * @param {string} cacheDir
 * @param {string} name
 */
function removeLeftovers(cacheDir, name) {
  for (const other of fs.readdirSync(cacheDir)) {
    if (other.startsWith(`${name}.part-`)) {
      fs.rmSync(path.join(cacheDir, other), { recursive: true, force: true });
    }
  }
}

/**
 * Waits for and takes a lock file that names the process holding it; a dead holder's lock is taken over.
 * @param {string} file
 * @param {string} name what is being prepared, for the waiting line
 * @returns {Promise<() => void>} releases the lock
 */
async function lock(file, name) {
  const deadline = Date.now() + LOCK_PATIENCE_MS;
  let told = false;
  for (;;) {
    try {
      fs.writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => fs.rmSync(file, { force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    if (holderIsGone(file)) {
      takeAway(file);
      continue;
    }
    if (!told) say(`another run is preparing ${name}; waiting for it`);
    told = true;
    if (Date.now() > deadline) {
      throw new SetupError(
        `Another run has held ${file} for fifteen minutes: end it, or delete that file, and start again.`,
      );
    }
    await sleep(LOCK_POLL_MS);
  }
}

/** @param {string} file */
function holderIsGone(file) {
  try {
    const pid = Number(fs.readFileSync(file, 'utf8'));
    // The file is empty for an instant between its creation and the pid's arrival.
    if (!Number.isInteger(pid) || pid <= 0) return Date.now() - fs.statSync(file).mtimeMs > 5_000;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

/**
 * Renaming first makes sure that only one of several waiting runs removes the dead lock.
 * @param {string} file
 */
function takeAway(file) {
  const aside = `${file}-${randomBytes(4).toString('hex')}`;
  try {
    fs.renameSync(file, aside);
    fs.rmSync(aside, { force: true });
  } catch {
    // Another waiting run was faster; the caller's loop looks again.
  }
}
