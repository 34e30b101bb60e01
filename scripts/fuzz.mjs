/**
 * `npm run fuzz -- 100000` sends so many damaged files through sniffing, preview and staging.
 * A second number is the first case: `npm run fuzz -- 1 4711` repeats case 4711.
 */
import path from 'node:path';
import { nodeExecutable, projectRoot } from './runtime/paths.mjs';
import { runScript } from './runtime/report.mjs';
import { runUntilExit } from './runtime/run-until-exit.mjs';

await runScript(async () => {
  const [count = '100000', first = '1'] = process.argv.slice(2);
  process.env.FUZZ_CASES = count;
  process.env.FUZZ_FIRST = first;
  const vitest = path.join(projectRoot, 'node_modules', 'vitest', 'vitest.mjs');
  process.exitCode = await runUntilExit(
    nodeExecutable(),
    [vitest, 'run', 'tests/fuzz'],
    process.env,
    {
      cwd: projectRoot,
    },
  );
});
