/** Says which data file is open, and whether anything was ever entered into it. */
import type { Workspace } from '../../../../shared/contract/workspace.contract.ts';
import type { Database } from '../../db/connection.ts';
import type { WorkspaceHost } from './workspace-host.ts';

/** Reads the workspace of one file. */
export class WorkspaceService {
  readonly #anyRow: { get(): unknown };
  readonly #host: WorkspaceHost;

  constructor(database: Database, host: WorkspaceHost) {
    this.#host = host;
    // Deleted rows count: who deleted something has been here before.
    this.#anyRow = database.sqlite
      .prepare(
        'SELECT EXISTS (SELECT 1 FROM sale) OR EXISTS (SELECT 1 FROM customer) OR EXISTS (SELECT 1 FROM product) OR EXISTS (SELECT 1 FROM expense)',
      )
      .pluck();
  }

  async get(): Promise<Workspace> {
    return {
      mode: this.#host.mode,
      empty: this.#anyRow.get() === 0,
      data_dir: this.#host.dataDir,
      app_version: this.#host.appVersion,
      api: await this.#host.api(),
    };
  }

  openDemo(): Promise<Workspace> {
    return this.#host.openDemo();
  }

  removeDemo(): Promise<Workspace> {
    return this.#host.removeDemo();
  }

  stayOpen(): void {
    this.#host.stayOpen();
  }
}
