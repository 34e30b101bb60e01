/**
 * `npm run serve -- --data-dir DIR --port N [--print-token]`: the same core without a window. Stdout
 * belongs to the host, which prints one JSON line; everything said here goes to stderr.
 */
import path from 'node:path';
import { buildIfStale } from './runtime/build.mjs';
import { nodeExecutable, projectRoot } from './runtime/paths.mjs';
import { runScript } from './runtime/report.mjs';
import { runUntilExit } from './runtime/run-until-exit.mjs';

await runScript(async () => {
  await buildIfStale();
  const host = path.join(projectRoot, 'out', 'main', 'serve.js');
  process.exitCode = await runUntilExit(
    nodeExecutable(),
    [host, ...process.argv.slice(2)],
    process.env,
  );
});
