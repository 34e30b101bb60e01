/** What a watched folder holds, and putting its files away. */
import { createHash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { access, mkdir, readdir, rename, stat, writeFile } from 'node:fs/promises';
import { join, parse } from 'node:path';

/** A file as it lies there. */
export interface FoundFile {
  name: string;
  path: string;
  bytes: number;
  /** UTC ms. */
  changedAt: number;
  /** When it came to lie here, UTC ms: a file that is moved or copied keeps the time of its last change. */
  arrivedAt: number;
}

/** Where files go: below the watched folder. */
export type Tray = 'done' | 'failed';

/** Tables; everything else that lies in such a folder is left alone. */
const TABLE = /\.(csv|tsv|txt)$/i;

/** Why a folder cannot be watched, in words; null when it can. */
export async function folderProblem(folder: string): Promise<string | null> {
  try {
    if (!(await stat(folder)).isDirectory()) return `${folder} is a file, not a folder.`;
    await access(folder, constants.R_OK | constants.X_OK);
    return null;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return code === 'EACCES' || code === 'EPERM'
      ? `${folder} may not be read. Check its permissions.`
      : `${folder} is not there. Check that the folder exists and that its disk is connected.`;
  }
}

/** True when files can be moved out of the folder. */
export async function canMoveFrom(folder: string): Promise<boolean> {
  try {
    await access(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** The tables that lie in the folder, oldest first. */
export async function tablesIn(folder: string): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isFile() || entry.name.startsWith('.') || !TABLE.test(entry.name)) continue;
    const path = join(folder, entry.name);
    const facts = await stat(path).catch(() => undefined);
    // It was taken away in the meantime.
    if (!facts) continue;
    found.push({
      name: entry.name,
      path,
      bytes: facts.size,
      changedAt: facts.mtimeMs,
      arrivedAt: facts.ctimeMs,
    });
  }
  return found.sort((a, b) => a.changedAt - b.changedAt || (a.name < b.name ? -1 : 1));
}

/** SHA-256 of a file, in hex. */
export async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece);
  return hash.digest('hex');
}

/**
 * Moves a file into a tray, under a free name, and writes beside it why it is there.
 * @returns false when it cannot be moved; it then lies where it was
 */
export async function putAway(
  folder: string,
  { name, path }: FoundFile,
  tray: Tray,
  reasons: string | null,
): Promise<boolean> {
  try {
    const target = join(folder, tray);
    await mkdir(target, { recursive: true });
    const moved = await freePath(target, name);
    await rename(path, moved);
    if (reasons !== null) await writeFile(`${moved}.txt`, reasons);
    return true;
  } catch {
    return false;
  }
}

async function freePath(folder: string, name: string): Promise<string> {
  const taken = new Set(await readdir(folder));
  const { name: stem, ext } = parse(name);
  for (let number = 1; ; number++) {
    const free = number === 1 ? name : `${stem} (${number})${ext}`;
    if (!taken.has(free) && !taken.has(`${free}.txt`)) return join(folder, free);
  }
}
