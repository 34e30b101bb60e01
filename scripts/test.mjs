/**
 * `npm test`: every test, the real Electron window included; the last line is `N passed, N failed`.
 * `npm test -- --unit` runs only vitest, `-- --e2e` only the window's tests; other words are file filters
 * (one that contains `e2e` goes to the window's tests), other options go to the runner.
 */
import fs from 'node:fs';
import path from 'node:path';
import { buildIfStale } from './runtime/build.mjs';
import { nodeExecutable, projectRoot } from './runtime/paths.mjs';
import { runScript, SetupError, say } from './runtime/report.mjs';
import { runUntilExit } from './runtime/run-until-exit.mjs';
import { playwrightTotals, sumTotals, vitestTotals } from './runtime/test-totals.mjs';

const RESULTS = path.join(projectRoot, 'test-results');
const VITEST_REPORT = path.join(RESULTS, 'vitest.json');
const E2E_REPORT = path.join(RESULTS, 'e2e.json');

await runScript(async () => {
  const { vitest, e2e } = shareOut(process.argv.slice(2));
  const totals = [];
  fs.rmSync(RESULTS, { recursive: true, force: true });
  try {
    await buildIfStale();
    // Tests that start the host many times start the built one, which is there sooner.
    process.env.TILLWISE_BUILT_HOST = '1';
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    totals.push({ passed: 0, failed: 1, skipped: 0 });
  }
  if (vitest) {
    const code = await runTool(
      ['vitest', 'vitest.mjs'],
      [
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${VITEST_REPORT}`,
        ...vitest,
      ],
    );
    totals.push(vitestTotals(VITEST_REPORT, code));
  }
  if (e2e) {
    const code = await runTool(['@playwright/test', 'cli.js'], ['test', ...e2e]);
    totals.push(playwrightTotals(E2E_REPORT, code));
  }
  const { passed, failed, skipped } = sumTotals(totals);
  if (skipped > 0) process.stdout.write(`${skipped} skipped\n`);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
});

/**
 * Which runner gets which arguments; null for a runner that is not wanted.
 * @param {string[]} given
 * @returns {{ vitest: string[] | null, e2e: string[] | null }}
 */
function shareOut(given) {
  const onlyUnit = given.includes('--unit');
  const onlyE2e = given.includes('--e2e');
  const rest = given.filter((argument) => argument !== '--unit' && argument !== '--e2e');
  const options = rest.filter((argument) => argument.startsWith('-'));
  const filters = rest.filter((argument) => !argument.startsWith('-'));
  const e2eFilters = onlyE2e ? filters : onlyUnit ? [] : filters.filter(isE2eFilter);
  const vitestFilters = filters.filter((filter) => !e2eFilters.includes(filter));
  const wantsAll = !onlyUnit && !onlyE2e && filters.length === 0;
  return {
    vitest:
      wantsAll || onlyUnit || vitestFilters.length > 0 ? [...vitestFilters, ...options] : null,
    e2e: wantsAll || onlyE2e || e2eFilters.length > 0 ? [...e2eFilters, ...options] : null,
  };
}

/** @param {string} filter */
function isE2eFilter(filter) {
  return filter.includes('e2e');
}

/**
 * @param {string[]} file below node_modules
 * @param {string[]} args
 */
function runTool(file, args) {
  const tool = path.join(projectRoot, 'node_modules', ...file);
  return runUntilExit(nodeExecutable(), [tool, ...args], process.env, { cwd: projectRoot });
}
