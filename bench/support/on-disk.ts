import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Waits until a file is written: else the disk is still busy with it while something is measured. */
export function waitUntilOnDisk(path: string): void {
  const file = openSync(path, 'r+');
  fsyncSync(file);
  closeSync(file);
}
