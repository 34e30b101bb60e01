import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { playwrightTotals, sumTotals, vitestTotals } from '../../scripts/runtime/test-totals.mjs';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tillwise-totals-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function report(content: unknown): string {
  const file = path.join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}

const vitestReport = {
  numPassedTests: 7,
  numFailedTests: 1,
  numPendingTests: 2,
  numTodoTests: 0,
  testResults: [
    { status: 'passed', assertionResults: [{ status: 'passed' }] },
    { status: 'failed', assertionResults: [{ status: 'failed' }] },
  ],
};

it('counts a test file that could not be loaded as a failure', () => {
  const unloadable = { status: 'failed', assertionResults: [] };
  const content = { ...vitestReport, testResults: [...vitestReport.testResults, unloadable] };
  expect(vitestTotals(report(vitestReport), 1)).toEqual({ passed: 7, failed: 1, skipped: 2 });
  expect(vitestTotals(report(content), 1)).toEqual({ passed: 7, failed: 2, skipped: 2 });
});

it('never calls a run clean that ended with an error', () => {
  const clean = { ...vitestReport, numFailedTests: 0, testResults: [] };
  expect(vitestTotals(report(clean), 0).failed).toBe(0);
  expect(vitestTotals(report(clean), 1).failed).toBe(1);
  expect(vitestTotals(path.join(folder, 'missing.json'), 0).failed).toBe(1);
  expect(playwrightTotals(path.join(folder, 'missing.json'), 0).failed).toBe(1);
});

it('counts retried tests as passed and errors outside tests as failures', () => {
  const content = {
    stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 3 },
    errors: [{ message: 'the set-up failed' }],
  };
  expect(playwrightTotals(report(content), 1)).toEqual({ passed: 5, failed: 2, skipped: 3 });
});

it('adds up the runners', () => {
  const one = { passed: 1, failed: 2, skipped: 3 };
  expect(sumTotals([one, one])).toEqual({ passed: 2, failed: 4, skipped: 6 });
});
