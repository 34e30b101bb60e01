/**
 * Looks into the watched folders: when the computer says that something changed, and now and then. A
 * file that no longer grows is imported once, told by its bytes, and put away.
 */
import { type FSWatcher, openAsBlob, watch } from 'node:fs';
import type { Clock } from '../../context.ts';
import { type Context, createContext } from '../../context.ts';
import type { Write } from '../../db/write-tx.ts';
import { UserError } from '../../errors.ts';
import type { ImportsService } from '../../imports/index.ts';
import { errorDetails, type Log } from '../../log.ts';
import type { LiveFeed } from '../events/index.ts';
import type { MappingsService } from '../mappings/index.ts';
import { type FileOutcome, outcomeOf, refusedOutcome, reportFile } from './file-outcome.ts';
import type { WatchFileEntity, WatchFolderEntity } from './watch-folder.entity.ts';
import type { WatchFoldersRepo } from './watch-folders.repo.ts';
import {
  canMoveFrom,
  type FoundFile,
  folderProblem,
  hashOf,
  putAway,
  tablesIn,
} from './watched-files.ts';

/** In ms. */
export interface WatchTiming {
  /** Between two looks when the computer reports no change; shared drives report none. */
  pollMs: number;
  /** A file that stayed as it is for so long is complete. */
  settleMs: number;
}

/** After the system told of a change, ms: a file is often written in several steps. */
const SOON_MS = 100;
const TIMING: WatchTiming = { pollMs: 10_000, settleMs: 2_000 };

/** What an import is when nothing more happens to it by itself. */
const OVER: ReadonlySet<string> = new Set(['done', 'cancelled', 'failed', 'undone']);

interface Options {
  write: Write;
  repo: WatchFoldersRepo;
  mappings: Pick<MappingsService, 'get'>;
  imports: ImportsService;
  live: LiveFeed;
  clock: Clock;
  log: Log;
  timing?: Partial<WatchTiming> | undefined;
}

/** A file as it was at the last look. */
interface Seen {
  bytes: number;
  changedAt: number;
  /** Since when it is like this, on a clock that only runs forward. */
  since: number;
  /** Nothing more is to be done with it while it is like this. */
  left: boolean;
}

/** Whether a file is out of the folder, lies there for good, or is to be looked at again. */
type Taken = 'gone' | 'stays' | 'later';

export class FolderWatch {
  readonly #options: Options;
  readonly #timing: WatchTiming;
  /** By folder, then by name. */
  readonly #seen = new Map<number, Map<string, Seen>>();
  readonly #problems = new Map<number, string>();
  readonly #watchers = new Map<number, { folder: string; watcher: FSWatcher }>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #again = false;
  #closed = false;

  constructor(options: Options) {
    this.#options = options;
    this.#timing = { ...TIMING, ...options.timing };
    this.#settleLeftOvers(true);
    if (options.repo.list().some(({ active }) => active)) this.lookSoon();
  }

  /** Why a folder cannot be watched as it should; null when all is well. */
  problemOf(id: number): string | null {
    return this.#problems.get(id) ?? null;
  }

  /** A folder was added, changed or removed. */
  lookSoon(): void {
    if (!this.#closed) this.#schedule(0);
  }

  /** Looks into every active folder, after a look that is under way. */
  async look(): Promise<void> {
    const before = this.#looking;
    const turn = (async () => {
      await before;
      await this.#lookOnce();
    })();
    this.#looking = turn;
    try {
      await turn;
    } finally {
      if (this.#looking === turn) this.#looking = undefined;
    }
  }

  /** Looks no more. Resolves when the import of the file in hand was stopped or is over. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const id of [...this.#watchers.keys()]) this.#unwatch(id);
    await this.#looking;
  }

  async #lookOnce(): Promise<void> {
    if (this.#closed) return;
    this.#again = false;
    this.#settleLeftOvers(false);
    const active = this.#options.repo.list().filter((folder) => folder.active);
    this.#forgetAllBut(active);
    for (const folder of active) {
      if (this.#closed) return;
      await this.#lookInto(folder).catch((error: unknown) =>
        this.#options.log.error('a watched folder could not be read', {
          folder: folder.id,
          ...errorDetails(error),
        }),
      );
    }
    if (active.length === 0) return;
    const { pollMs, settleMs } = this.#timing;
    this.#schedule(this.#again ? SOON_MS : this.#waits() ? settleMs : pollMs);
  }

  async #lookInto(folder: WatchFolderEntity): Promise<void> {
    const problem = (await folderProblem(folder.folder)) ?? this.#mappingProblem(folder);
    if (problem !== null) {
      // A folder that comes back is another one to the system.
      this.#unwatch(folder.id);
      this.#note(folder, problem);
      return;
    }
    this.#watch(folder);
    const files = await tablesIn(folder.folder);
    const seen = this.#seen.get(folder.id) ?? new Map<string, Seen>();
    this.#seen.set(folder.id, seen);
    const names = new Set(files.map(({ name }) => name));
    for (const name of seen.keys()) if (!names.has(name)) seen.delete(name);
    for (const file of files) {
      if (this.#closed) return;
      if (!this.#isComplete(seen, file)) continue;
      const taken = await this.#take(folder, file);
      const state = seen.get(file.name);
      if (!state) continue;
      state.left = taken === 'stays';
      if (taken === 'later') state.since = performance.now() + this.#timing.pollMs;
    }
    const stays = [...seen.values()].some(({ left }) => left);
    this.#note(
      folder,
      stays && !(await canMoveFrom(folder.folder))
        ? `Files may not be moved out of ${folder.folder}, so they stay there after the import. Allow Tillwise to write there.`
        : null,
    );
  }

  #isComplete(seen: Map<string, Seen>, { name, bytes, changedAt }: FoundFile): boolean {
    const before = seen.get(name);
    const now = performance.now();
    if (!before || before.bytes !== bytes || before.changedAt !== changedAt) {
      seen.set(name, { bytes, changedAt, since: now, left: false });
      return this.#timing.settleMs === 0;
    }
    return !before.left && now - before.since >= this.#timing.settleMs;
  }

  async #take(folder: WatchFolderEntity, file: FoundFile): Promise<Taken> {
    let sha256: string;
    try {
      sha256 = await hashOf(file.path);
    } catch {
      // It was taken away, or another program holds it.
      return 'later';
    }
    const before = this.#options.repo.findFile(folder.id, sha256);
    if (before) return this.#takenBefore(folder, file, before);
    const outcome = await this.#import(folder, file, sha256);
    if (!outcome) return 'later';
    const gone = await putAway(folder.folder, file, outcome.tray, outcome.reasons);
    this.#options.live.notice(outcome.tray === 'done' ? 'info' : 'warning', outcome.message);
    return gone ? 'gone' : 'stays';
  }

  async #takenBefore(
    folder: WatchFolderEntity,
    file: FoundFile,
    before: WatchFileEntity,
  ): Promise<Taken> {
    if (before.outcome === 'started') return 'later';
    const when = new Date(before.seen_at).toISOString().slice(0, 10);
    const gone = await putAway(
      folder.folder,
      file,
      before.outcome === 'imported' ? 'done' : 'failed',
      `The same file was taken on ${when} as ${before.file_name}, so it was not imported again.\n${before.message ?? ''}\n`,
    );
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
  #settleLeftOvers(atStart: boolean): void {
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

  #mappingProblem({ saved_mapping_id }: WatchFolderEntity): string | null {
    try {
      this.#options.mappings.get(saved_mapping_id);
      return null;
    } catch {
      return 'The mapping for this folder was deleted. Choose another one.';
    }
  }

  /** Says once that a folder has a problem, and keeps it for Settings. */
  #note({ id, folder }: WatchFolderEntity, problem: string | null): void {
    const before = this.#problems.get(id);
    if (problem === null) this.#problems.delete(id);
    else this.#problems.set(id, problem);
    if (problem !== null && problem !== before) this.#options.live.notice('warning', problem);
    if (problem === null && before !== undefined)
      this.#options.live.notice('info', `${folder} is watched again.`);
  }

  #waits(): boolean {
    return [...this.#seen.values()].some((files) => [...files.values()].some(({ left }) => !left));
  }

  #watch({ id, folder }: WatchFolderEntity): void {
    if (this.#watchers.has(id)) return;
    try {
      const watcher = watch(folder, { persistent: false }, () => this.#schedule(SOON_MS));
      // Then the slow looks have to do.
      watcher.on('error', () => this.#unwatch(id));
      this.#watchers.set(id, { folder, watcher });
    } catch {
      // As above: a folder that is not there cannot be watched by the system.
    }
  }

  #unwatch(id: number): void {
    this.#watchers.get(id)?.watcher.close();
    this.#watchers.delete(id);
  }

  #forgetAllBut(active: readonly WatchFolderEntity[]): void {
    const folders = new Map(active.map(({ id, folder }) => [id, folder]));
    for (const [id, { folder }] of [...this.#watchers]) {
      if (folders.get(id) !== folder) this.#unwatch(id);
    }
    for (const id of [...this.#problems.keys()]) if (!folders.has(id)) this.#problems.delete(id);
    for (const id of [...this.#seen.keys()]) if (!folders.has(id)) this.#seen.delete(id);
  }

  #schedule(afterMs: number): void {
    if (this.#closed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.#looking) {
        this.#again = true;
        return;
      }
      this.look().catch((error: unknown) =>
        this.#options.log.error('looking into the watched folders failed', errorDetails(error)),
      );
    }, afterMs);
    this.#timer.unref();
  }

  #context(): Context {
    return createContext(
      this.#options.clock,
      { kind: 'automation', name: 'Watched folder' },
      'watch',
    );
  }
}
