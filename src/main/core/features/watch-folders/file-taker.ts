/** Imports one file of a watched folder, once, told by its bytes, and puts it away. */
import { openAsBlob } from 'node:fs';
import { type Clock, type Context, createContext } from '../../context.ts';
import type { Write } from '../../db/write-tx.ts';
import { UserError } from '../../errors.ts';
import { FileChanged, type ImportsService } from '../../imports/index.ts';
import type { LiveFeed } from '../events/index.ts';
import type { MappingsService } from '../mappings/index.ts';
import { type FileOutcome, outcomeOf, refusedOutcome, reportFile } from './file-outcome.ts';
import type { WatchFileEntity, WatchFolderEntity } from './watch-folder.entity.ts';
import type { WatchFoldersRepo } from './watch-folders.repo.ts';
import { type FoundFile, hashOf, putAway } from './watched-files.ts';

/** Whether a file is out of the folder, lies there for good, or is to be looked at again. */
export type Taken = 'gone' | 'stays' | 'later';

export interface TakerOptions {
  write: Write;
  repo: WatchFoldersRepo;
  mappings: Pick<MappingsService, 'get'>;
  imports: ImportsService;
  live: LiveFeed;
  clock: Clock;
}

/** What an import is when nothing more happens to it by itself. */
const OVER: ReadonlySet<string> = new Set(['done', 'cancelled', 'failed', 'undone']);

export class FileTaker {
  readonly #options: TakerOptions;
  #closed = false;

  constructor(options: TakerOptions) {
    this.#options = options;
  }

  /** What an import under way becomes is no more this one's concern. */
  close(): void {
    this.#closed = true;
  }

  /** Takes one file that is complete. */
  async take(folder: WatchFolderEntity, file: FoundFile): Promise<Taken> {
    let sha256: string;
    try {
      sha256 = await hashOf(file.path);
    } catch {
      // It was taken away, or another program holds it.
      return 'later';
    }
    const before = this.#options.repo.findFile(folder.id, sha256);
    if (before && !this.#isWantedAgain(file, before))
      return this.#takenBefore(folder, file, before);
    const outcome = await this.#import(folder, file, sha256);
    if (!outcome) return 'later';
    const gone = await putAway(folder.folder, file, outcome.tray, outcome.reasons);
    this.#options.live.notice(outcome.tray === 'done' ? 'info' : 'warning', outcome.message);
    return gone ? 'gone' : 'stays';
  }

  /**
   * It failed, or its import was taken out, and then it was put here once more. One that only lies
   * here arrived before, so that nothing is tried over and over.
   */
  #isWantedAgain({ arrivedAt }: FoundFile, before: WatchFileEntity): boolean {
    if (before.outcome === 'failed') return arrivedAt > before.seen_at;
    if (before.import_batch_id === null) return false;
    const { status, finished_at } = this.#options.imports.batches.get(before.import_batch_id);
    return status === 'undone' && finished_at !== null && arrivedAt > finished_at;
  }

  async #takenBefore(
    folder: WatchFolderEntity,
    file: FoundFile,
    before: WatchFileEntity,
  ): Promise<Taken> {
    if (before.outcome === 'started') return 'later';
    const { tray, notice, reasons } = wordsOf(file.name, before);
    const gone = await putAway(folder.folder, file, tray, reasons);
    // One that stays is met at every start.
    if (gone) this.#options.live.notice(tray === 'done' ? 'info' : 'warning', notice);
    return gone ? 'gone' : 'stays';
  }

  /** @returns what became of it; undefined when Tillwise closes, or the owner has to decide */
  async #import(
    folder: WatchFolderEntity,
    { name, path }: FoundFile,
    sha256: string,
  ): Promise<FileOutcome | undefined> {
    const { imports, mappings, repo, write } = this.#options;
    const ctx = this.#context();
    const mapping = mappings.get(folder.saved_mapping_id);
    const entry = { watch_folder_id: folder.id, file_name: name, file_sha256: sha256 };
    let row: number | undefined;
    let outcome: FileOutcome;
    try {
      const file = new File([await openAsBlob(path)], name);
      const batch = await imports.importFile(
        ctx,
        file,
        mapping.kind,
        { mode: 'good_rows', mapping: mapping.name },
        // With the import itself, so that a crash leaves both or neither.
        (begin) =>
          write<number>(ctx, (tx) => {
            const id = begin();
            row = repo.addFile(tx, {
              ...entry,
              outcome: 'started',
              import_batch_id: id,
              message: null,
            });
            return id;
          }),
      );
      if (this.#closed || batch.status === 'interrupted') return undefined;
      outcome = outcomeOf(name, batch, imports.batches.errors(batch.id, 1000, 0));
    } catch (error) {
      if (this.#closed) return undefined;
      // It is still being written, or was taken away: the next look sees.
      if (error instanceof FileChanged) return undefined;
      if (!(error instanceof UserError)) throw error;
      outcome = refusedOutcome(name, error.message);
    }
    const settled = outcome;
    write<void>(ctx, (tx) => {
      const id =
        row ??
        repo.addFile(tx, { ...entry, outcome: 'failed', import_batch_id: null, message: null });
      repo.settleFile(tx, id, settled.outcome, settled.message);
      reportFile(tx, folder, name, settled);
    });
    return settled;
  }

  /**
   * A crash or a quit left imports of files under way: they are over when the owner finished them or
   * took them out. At the start, what was only read is forgotten, and its file is taken again.
   */
  settleLeftOvers(atStart: boolean): void {
    const { repo, imports, write } = this.#options;
    for (const { id, file_name, import_batch_id } of repo.started()) {
      if (import_batch_id === null) continue;
      const batch = imports.batches.get(import_batch_id);
      if (!OVER.has(batch.status)) continue;
      write<void>(this.#context(), (tx) => {
        if (atStart && batch.status === 'cancelled') repo.forgetFile(tx, id);
        else {
          const { outcome, message } = outcomeOf(file_name, batch, []);
          repo.settleFile(tx, id, outcome, message);
        }
      });
    }
  }

  #context(): Context {
    return createContext(
      this.#options.clock,
      { kind: 'automation', name: 'Watched folder' },
      'watch',
    );
  }
}

/** What is said of a file with the bytes of one that was taken before. */
function wordsOf(name: string, { outcome, file_name, message, seen_at }: WatchFileEntity) {
  const other = name === file_name ? undefined : `${name} is the same file as ${file_name}`;
  if (outcome === 'failed') {
    const told = `${other ? `${other}. ` : ''}${message ?? ''} Put it into the folder once more to try again.`;
    return { tray: 'failed', notice: told, reasons: `${told}\n` } as const;
  }
  const when = new Date(seen_at).toISOString().slice(0, 10);
  return {
    tray: 'done',
    notice: `${other ?? `${name} was taken before`}: nothing was imported again.`,
    reasons: `The same file was taken on ${when} as ${file_name}, so it was not imported again.\n${message ?? ''}\n`,
  } as const;
}
