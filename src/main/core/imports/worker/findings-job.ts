/** More of what a check found, a page at a time: it tells only the first of very many at once. */
import { badRows, suggestedCells } from '../compare/bad-rows.ts';
import { openBoth } from '../compare/both-files.ts';
import { changedTickets } from '../compare/changed-tickets.ts';
import { findKnownNames } from '../compare/known-names.ts';
import type { Findings, FindingsJob } from './jobs.ts';

/** Reads the staged rows of a finished check; writes nothing. */
export function readFindings(job: FindingsJob): Findings {
  const both = openBoth(job.shopFile, job.stagePath, job.nativeBinding);
  try {
    const none: Findings = { bad: [], changed: [], suggestions: [] };
    if (job.part === 'bad') return { ...none, bad: badRows(both, job) };
    if (job.part === 'suggestions') return { ...none, suggestions: suggestedCells(both, job) };
    findKnownNames(both);
    const money = (minor: number) => (minor / 10 ** job.digits).toFixed(job.digits);
    return { ...none, changed: changedTickets(both, money, job) };
  } finally {
    both.close();
  }
}
