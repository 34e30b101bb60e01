/**
 * `npm run bench`: every measurement of bench/, on the built program; `npm run bench -- api` only one.
 * Words after the name go to it.
 */
import path from 'node:path';
import { buildIfStale } from './runtime/build.mjs';
import { nodeExecutable, projectRoot } from './runtime/paths.mjs';
import { runScript, SetupError } from './runtime/report.mjs';
import { runUntilExit } from './runtime/run-until-exit.mjs';

const BENCHES = ['api', 'kpi', 'import', 'export', 'live'];

await runScript(async () => {
  const [only, ...words] = process.argv.slice(2);
  if (only !== undefined && !BENCHES.includes(only))
    throw new SetupError(`There is no measurement "${only}". Choose ${BENCHES.join(', ')}.`);
  await buildIfStale();
  const env = { ...process.env, TILLWISE_BUILT_HOST: '1' };
  for (const name of only === undefined ? BENCHES : [only]) {
    const file = path.join(projectRoot, 'bench', `${name}.bench.ts`);
    const code = await runUntilExit(nodeExecutable(), [file, ...words], env, { cwd: projectRoot });
    if (code !== 0) {
      process.exitCode = code;
      return;
    }
  }
});
