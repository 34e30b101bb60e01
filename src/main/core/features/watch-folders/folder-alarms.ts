/** Hears from the system that something changed in a folder. Shared drives tell of nothing. */
import { type FSWatcher, watch } from 'node:fs';

interface WatchedPath {
  id: number;
  folder: string;
}

export class FolderAlarms {
  readonly #onChange: () => void;
  readonly #watchers = new Map<number, { folder: string; watcher: FSWatcher }>();

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** Listens to a folder; a folder that the system cannot watch is only polled. */
  set({ id, folder }: WatchedPath): void {
    if (this.#watchers.has(id)) return;
    try {
      const watcher = watch(folder, { persistent: false }, this.#onChange);
      watcher.on('error', () => this.clear(id));
      this.#watchers.set(id, { folder, watcher });
    } catch {
      // Not there, or too many are watched already.
    }
  }

  clear(id: number): void {
    this.#watchers.get(id)?.watcher.close();
    this.#watchers.delete(id);
  }

  /** Listens to no other folder than these. */
  keepOnly(folders: readonly WatchedPath[]): void {
    const wanted = new Map(folders.map(({ id, folder }) => [id, folder]));
    for (const [id, { folder }] of [...this.#watchers]) {
      if (wanted.get(id) !== folder) this.clear(id);
    }
  }
}
