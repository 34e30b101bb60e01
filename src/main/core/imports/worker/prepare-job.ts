/** Everything about a file that can be done before the first row is written to the shop. */
import type Sqlite from 'better-sqlite3';
import type { ImportKind } from '../../../../shared/schemas/import.ts';
import { addUpTickets } from '../compare/add-up.ts';
import { openBoth } from '../compare/both-files.ts';
import { checkReport, judgedRows } from '../compare/check-report.ts';
import { chooseRecords } from '../compare/choose-records.ts';
import { compareExpenses } from '../compare/compare-expenses.ts';
import { compareCustomers, compareProducts } from '../compare/compare-lists.ts';
import { compareTickets } from '../compare/compare-tickets.ts';
import { buyersKnownOtherwise, findKnownNames, knownCosts } from '../compare/known-names.ts';
import { keepVerdicts } from '../compare/verdicts.ts';
import { openStage, readTotals, saveMeta } from '../stage/stage-file.ts';
import type { OnProgress } from './import-threads.ts';
import type { Prepared, PrepareJob } from './jobs.ts';
import { stageFile } from './stage-file-job.ts';

/** What the copy goes through, by kind. */
const COPIED = {
  sales: 'ticket',
  customers: 'customer',
  expenses: 'expense',
  products: 'listed_product',
} as const;

/** Fills temp.verdict, by kind. */
const COMPARE: Readonly<Record<ImportKind, (both: Sqlite.Database) => void>> = {
  sales: compareTickets,
  customers: compareCustomers,
  expenses: compareExpenses,
  products: compareProducts,
};

/** @throws FileRefused when there is no row in the file */
export function prepareImport(job: PrepareJob, onProgress: OnProgress): Prepared {
  const { kind, stagePath, nativeBinding } = job;
  if (!job.isRead) stageFile(job, (done, rows) => onProgress('reading', done, rows));
  const stage = openStage(stagePath, nativeBinding);
  const both = openBoth(job.shopFile, stagePath, nativeBinding);
  try {
    const { rows } = readTotals(stage);
    onProgress('comparing', 0, rows);
    // One transaction: all is compared with the same moment, whatever is sold meanwhile.
    both.transaction(() => {
      findKnownNames(both);
      COMPARE[kind](both);
    })();
    onProgress('comparing', 0.5, rows);
    keepVerdicts(both, stage);
    stage.transaction(() => chooseRecords(stage, kind, job.choices, buyersKnownOtherwise(both)))();
    if (kind === 'sales') addUpTickets(stage, knownCosts(both, job.choices.matches));
    const units = stage.prepare<[], number>(`SELECT COUNT(*) FROM ${COPIED[kind]}`).pluck();
    saveMeta(stage, 'units', units.get() ?? 0);
    const totals = readTotals(stage);
    const judged = judgedRows(stage, kind);
    return {
      totals,
      alreadyThereRows: judged.same.rows,
      changedRows: judged.changed.rows,
      check: job.report
        ? checkReport(both, { kind, totals, judged, digits: job.rules.digits })
        : undefined,
    };
  } finally {
    both.close();
    stage.close();
  }
}
