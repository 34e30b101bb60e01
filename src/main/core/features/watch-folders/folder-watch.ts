/** Looks into the watched folders: when the computer says that something changed, and now and then. */
import { errorDetails, type Log } from '../../log.ts';
import { FileTaker, type TakerOptions } from './file-taker.ts';
import { FolderAlarms } from './folder-alarms.ts';
import { SeenFiles } from './seen-files.ts';
import type { WatchFolderEntity } from './watch-folder.entity.ts';
import { canMoveFrom, folderProblem, tablesIn } from './watched-files.ts';

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

interface Options extends TakerOptions {
  log: Log;
  timing?: Partial<WatchTiming> | undefined;
}

export class FolderWatch {
  readonly #options: Options;
  readonly #timing: WatchTiming;
  readonly #taker: FileTaker;
  readonly #alarms = new FolderAlarms(() => this.#schedule(SOON_MS));
  readonly #seen = new Map<number, SeenFiles>();
  readonly #problems = new Map<number, string>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #again = false;
  #closed = false;

  constructor(options: Options) {
    this.#options = options;
    this.#timing = { ...TIMING, ...options.timing };
    this.#taker = new FileTaker(options);
    this.#taker.settleLeftOvers(true);
    if (options.repo.list().some(({ active }) => active)) this.lookSoon();
  }

  /** Why a folder cannot be watched as it should; null when all is well. */
  problemOf(id: number): string | null {
    return this.#problems.get(id) ?? null;
  }

  /** A folder was added, changed or removed. */
  lookSoon(): void {
    this.#schedule(0);
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
    this.#taker.close();
    this.#alarms.keepOnly([]);
    clearTimeout(this.#timer);
    await this.#looking;
  }

  async #lookOnce(): Promise<void> {
    if (this.#closed) return;
    this.#again = false;
    this.#taker.settleLeftOvers(false);
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
    const waiting = [...this.#seen.values()].some((files) => files.waiting);
    this.#schedule(this.#again ? SOON_MS : waiting ? settleMs : pollMs);
  }

  async #lookInto(folder: WatchFolderEntity): Promise<void> {
    const problem = (await folderProblem(folder.folder)) ?? this.#mappingProblem(folder);
    if (problem !== null) {
      // A folder that comes back is another one to the system.
      this.#alarms.clear(folder.id);
      this.#note(folder, problem);
      return;
    }
    this.#alarms.set(folder);
    const seen = this.#seen.get(folder.id) ?? new SeenFiles(this.#timing.settleMs);
    this.#seen.set(folder.id, seen);
    const files = await tablesIn(folder.folder);
    seen.keepOnly(files);
    for (const file of files) {
      if (this.#closed) return;
      if (seen.isDue(file))
        seen.noteTaken(file, await this.#taker.take(folder, file), this.#timing.pollMs);
    }
    this.#note(folder, seen.staying ? await stayingProblem(folder.folder) : null);
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
    const { live } = this.#options;
    const before = this.#problems.get(id);
    if (problem === null) this.#problems.delete(id);
    else this.#problems.set(id, problem);
    if (problem !== null && problem !== before) live.notice('warning', problem);
    if (problem === null && before !== undefined)
      live.notice('info', `${folder} is watched again.`);
  }

  #forgetAllBut(active: readonly WatchFolderEntity[]): void {
    this.#alarms.keepOnly(active);
    const ids = new Set(active.map(({ id }) => id));
    for (const kept of [this.#problems, this.#seen]) {
      for (const id of [...kept.keys()]) if (!ids.has(id)) kept.delete(id);
    }
  }

  #schedule(afterMs: number): void {
    if (this.#closed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.#looking) {
        this.#again = true;
        return;
      }
      this.look().catch((error: unknown) => {
        this.#options.log.error('looking into the watched folders failed', errorDetails(error));
        this.#schedule(this.#timing.pollMs);
      });
    }, afterMs);
    this.#timer.unref();
  }
}

/** Why files lie where they were after their import. */
async function stayingProblem(folder: string): Promise<string> {
  return (await canMoveFrom(folder))
    ? `Files could not be moved to done or failed in ${folder}, so they stay where they are. They are not imported again.`
    : `Files may not be moved out of ${folder}, so they stay there after the import. Allow Tillwise to write there.`;
}
