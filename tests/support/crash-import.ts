/** Run as a process: imports a file and kills itself in the middle. `node crash-import.ts DIR FILE` */
import { openAsBlob } from 'node:fs';
import { createContext, OWNER } from '../../src/main/core/context.ts';
import { createCore } from '../../src/main/core/core.ts';

const [dataDir = '', file = ''] = process.argv.slice(2);
const quiet = { info() {}, warn() {}, error() {} };
const core = createCore({ dataDir, clock: () => Date.now(), log: quiet });
const ctx = createContext(core.clock, OWNER, 'window');
const written = core.database.sqlite.prepare<[], number>('SELECT COUNT(*) FROM sale').pluck();

function watch(): void {
  const tickets = written.get() ?? 0;
  if (tickets > 0) process.kill(process.pid, 'SIGKILL');
  setImmediate(watch);
}

watch();
const csv = new File([await openAsBlob(file)], 'sales.csv');
await core.services.imports.importFile(ctx, csv, 'sales', { mode: 'good_rows' });
process.exit(3);
