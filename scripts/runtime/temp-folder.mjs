import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * Makes a temporary folder for this run, and removes those of runs that were killed before they could.
 * @param {string} purpose
 * @param {import('./ordinary-user.mjs').OrdinaryUser | null} owner null for the present user
 * @returns {{ folder: string, remove: () => void }}
 */
export function makeTempFolder(purpose, owner) {
  const prefix = `tillwise-${purpose}-`;
  removeLeftovers(prefix);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `${prefix}${process.pid}-`));
  if (owner) fs.chownSync(folder, owner.uid, owner.gid);
  return { folder, remove: () => fs.rmSync(folder, { recursive: true, force: true }) };
}

/** @param {string} prefix */
function removeLeftovers(prefix) {
  for (const name of fs.readdirSync(os.tmpdir())) {
    const pid = Number(
      /^(\d+)-/.exec(name.startsWith(prefix) ? name.slice(prefix.length) : '')?.[1],
    );
    if (Number.isNaN(pid) || isRunning(pid)) continue;
    try {
      fs.rmSync(path.join(os.tmpdir(), name), { recursive: true, force: true });
    } catch {
      // Another user's; that user's next run removes it.
    }
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
