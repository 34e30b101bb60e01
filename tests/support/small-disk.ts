/** A disk of its own that a test may fill or take the right to write from. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SmallDisk {
  folder: string;
  /** From now on nothing in a folder of it can be written. */
  lock(path: string): void;
  unlock(path: string): void;
  remove(): void;
}

/** True where tests may mount a disk in memory: as root, on Linux. */
export const canMount = process.platform === 'linux' && process.getuid?.() === 0;

/** @param megabytes room on it, all told */
export function smallDisk(megabytes: number): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'tillwise-disk-'));
  execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
  return {
    folder,
    lock(path) {
      execFileSync('/bin/mount', ['--bind', path, path]);
      execFileSync('/bin/mount', ['-o', 'remount,bind,ro', path]);
    },
    unlock: (path) => execFileSync('/bin/umount', ['-l', path]),
    remove() {
      execFileSync('/bin/umount', ['-l', folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
