import fs from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

/**
 * Unpacks a zip file, keeping each file's executable bit. Entries that would land outside the folder are refused by yauzl.
 * @param {string} zipFile
 * @param {string} intoDir
 * @param {(entryName: string) => string | null} targetOf the path below intoDir for an entry, or null to leave it out
 */
export async function unzip(zipFile, intoDir, targetOf) {
  const { default: yauzl } = await import('yauzl');
  const zip = await yauzl.openPromise(zipFile, { lazyEntries: true });
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName.endsWith('/')) continue;
    const target = targetOf(entry.fileName);
    if (target === null) continue;
    const file = path.join(intoDir, target);
    fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o755 });
    const unixMode = entry.externalFileAttributes >>> 16;
    const mode = unixMode & 0o111 ? 0o755 : 0o644;
    await pipeline(await zip.openReadStreamPromise(entry), fs.createWriteStream(file, { mode }));
    // createWriteStream's mode is cut by the umask; other users must be able to read the runtime.
    fs.chmodSync(file, mode);
  }
}
