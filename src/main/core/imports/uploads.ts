/** Files on their way in: received in pieces or as a stream, kept beside the shop's file until used. */
import { createHash, type Hash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { type FileHandle, open, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { conflict, invalid, notFound, UserError } from '../errors.ts';

export interface Upload {
  id: string;
  path: string;
  fileName: string;
  bytes: number;
  sha256: string;
}

/** So much of a file goes to the disk together: held back, it would later keep a till waiting. */
const PIECE_BYTES = 16 * 1024 * 1024;
/** The file and the staged rows stand on the disk at the same time. */
const SPACE_FACTOR = 2;
const SPARE_BYTES = 20 * 1024 * 1024;
/** A file that nobody looked at for so long was given up, ms. */
const ABANDONED_AFTER_MS = 6 * 3_600_000;

interface Open {
  upload: Upload;
  expected: number | undefined;
  hash: Hash;
  file: FileHandle;
  /** The piece that is being written; pieces follow one another. */
  writing: boolean;
  /** Bytes that the disk has for sure. */
  onDisk: number;
  touchedAt: number;
  /** A tool sent it in one go, and waits for what becomes of it. */
  ofTool: boolean;
}

export class Uploads {
  readonly #folder: string;
  readonly #open = new Map<string, Open>();

  /** Whatever a former run left behind is cleared away. */
  constructor(dataDir: string) {
    this.#folder = join(dataDir, 'uploads');
    mkdirSync(this.#folder, { recursive: true });
    for (const name of readdirSync(this.#folder)) {
      if (name.endsWith('.stage')) continue;
      // Files posted over HTTP wait in a folder of their own.
      rmSync(join(this.#folder, name), { recursive: true, force: true });
    }
  }

  /** Where the staged rows of an import stand. */
  stagePath(importId: number): string {
    return join(this.#folder, `import-${importId}.stage`);
  }

  /** Where the staged rows of a check stand; they go with the upload. */
  checkPath(uploadId: string): string {
    return join(this.#folder, `${uploadId}.check`);
  }

  /** Imports that left staged rows behind. */
  stagedImports(): number[] {
    return readdirSync(this.#folder)
      .map((name) => /^import-(\d+)\.stage$/.exec(name)?.[1])
      .filter((id) => id !== undefined)
      .map(Number);
  }

  /** @throws UserError when the disk has not enough room */
  async open(fileName: string, fileBytes: number | undefined): Promise<Upload> {
    await this.#checkSpace(fileBytes ?? 0);
    await this.#dropAbandoned();
    const id = randomUUID();
    const path = join(this.#folder, `${id}.csv`);
    const file = await this.#onDisk(() => open(path, 'wx', 0o600));
    const upload: Upload = { id, path, fileName, bytes: 0, sha256: '' };
    this.#open.set(id, {
      upload,
      expected: fileBytes,
      hash: createHash('sha256'),
      file,
      writing: false,
      onDisk: 0,
      touchedAt: Date.now(),
      ofTool: false,
    });
    return upload;
  }

  /** @throws UserError when the piece is not the next one, or goes beyond the announced size */
  async append(id: string, offset: number, piece: Uint8Array): Promise<number> {
    const entry = this.#entry(id);
    const { upload } = entry;
    if (offset !== upload.bytes || entry.writing)
      throw conflict('offset', `The next piece starts at ${upload.bytes}, not at ${offset}.`);
    if (entry.expected !== undefined && offset + piece.byteLength > entry.expected)
      throw invalid('piece', 'The file is larger than announced. Choose it again.');
    entry.writing = true;
    entry.touchedAt = Date.now();
    try {
      await this.#onDisk(() => writeAll(entry.file, piece, offset));
      entry.hash.update(piece);
      upload.bytes += piece.byteLength;
      if (upload.bytes - entry.onDisk >= PIECE_BYTES) {
        await this.#onDisk(() => entry.file.datasync());
        entry.onDisk = upload.bytes;
      }
    } finally {
      entry.writing = false;
    }
    return upload.bytes;
  }

  /** Takes a whole file piece by piece, however large. */
  async receive(file: File): Promise<Upload> {
    const upload = await this.open(file.name || 'upload.csv', file.size);
    this.#entry(upload.id).ofTool = true;
    try {
      let offset = 0;
      const reader = file.stream().getReader();
      for (;;) {
        const { done, value } = await reader.read().catch(refuseChanged);
        if (done) break;
        offset = await this.append(upload.id, offset, value);
      }
      return this.complete(upload.id);
    } catch (error) {
      await this.discard(upload.id);
      throw error;
    }
  }

  /** The file, all there. @throws UserError when pieces are missing */
  complete(id: string): Upload {
    const entry = this.#entry(id);
    entry.touchedAt = Date.now();
    if (entry.expected !== undefined && entry.upload.bytes !== entry.expected)
      throw conflict(
        'upload_id',
        `Only ${entry.upload.bytes} of ${entry.expected} bytes arrived. Choose the file again.`,
      );
    if (statSync(entry.upload.path, { throwIfNoEntry: false }) === undefined)
      throw new UserError('CONFLICT', 'The file vanished while it was read. Choose it again.');
    if (entry.upload.sha256 === '') entry.upload.sha256 = entry.hash.copy().digest('hex');
    return entry.upload;
  }

  /** Whole files that the owner chose and that wait for a decision, the newest last. */
  waiting(): Upload[] {
    return [...this.#open.values()]
      .filter(({ ofTool, upload, expected }) => !ofTool && upload.bytes === expected)
      .map(({ upload }) => upload);
  }

  /** Forgets a file; nothing happens when there is none. */
  async discard(id: string): Promise<void> {
    const entry = this.#open.get(id);
    if (!entry) return;
    this.#open.delete(id);
    await entry.file.close();
    // Not at once: a disk takes a tenth of a second to let go of a large file.
    await rm(entry.upload.path, { force: true });
    await this.dropCheck(id);
  }

  /** Removes the staged rows of a check, and what a failure left beside them. */
  async dropCheck(id: string): Promise<void> {
    for (const path of [this.checkPath(id), `${this.checkPath(id)}-journal`])
      await rm(path, { force: true });
  }

  /** Room for the staged rows of a file. @throws UserError */
  async checkStageSpace(bytes: number): Promise<void> {
    await this.#checkSpace(bytes);
  }

  async close(): Promise<void> {
    for (const id of [...this.#open.keys()]) await this.discard(id);
  }

  #entry(id: string): Open {
    const entry = this.#open.get(id);
    if (!entry) throw notFound('upload', id);
    return entry;
  }

  async #dropAbandoned(): Promise<void> {
    for (const [id, entry] of this.#open) {
      if (Date.now() - entry.touchedAt > ABANDONED_AFTER_MS) await this.discard(id);
    }
  }

  async #checkSpace(bytes: number): Promise<void> {
    const { bavail, bsize } = await statfs(this.#folder);
    const needed = bytes * SPACE_FACTOR + SPARE_BYTES;
    if (bavail * bsize < needed)
      throw new UserError(
        'SERVICE_UNAVAILABLE',
        `The disk has not enough room: importing this file needs about ${megabytes(needed)}, ${megabytes(bavail * bsize)} are free. Free some space and try again.`,
      );
  }

  async #onDisk<Value>(work: () => Promise<Value>): Promise<Value> {
    try {
      return await work();
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (code === 'ENOSPC' || code === 'EDQUOT')
        throw new UserError(
          'SERVICE_UNAVAILABLE',
          'The disk is full, so the file could not be taken in. Free some space and try again.',
        );
      if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM')
        throw new UserError(
          'SERVICE_UNAVAILABLE',
          'The data folder cannot be written, so the file could not be taken in. Check its permissions.',
        );
      throw error;
    }
  }
}

/** The file that is sent changed or vanished meanwhile; another try may find it whole. */
export class FileChanged extends UserError {}

function refuseChanged(error: unknown): never {
  if (error instanceof DOMException)
    throw new FileChanged(
      'CONFLICT',
      'The file changed or vanished while it was read. Wait until it is complete, and send it again.',
    );
  throw error;
}

async function writeAll(file: FileHandle, piece: Uint8Array, offset: number): Promise<void> {
  let written = 0;
  while (written < piece.byteLength) {
    const { bytesWritten } = await file.write(
      piece,
      written,
      piece.byteLength - written,
      offset + written,
    );
    written += bytesWritten;
  }
}

function megabytes(bytes: number): string {
  return `${Math.max(1, Math.round(bytes / 1_048_576)).toLocaleString('en')} MB`;
}
