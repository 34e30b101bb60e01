/** `npm run dev`: the application with hot reload of the page and restarts when the engine changes. */
import path from 'node:path';
import { prepareLaunch } from './runtime/launch-plan.mjs';
import { nodeExecutable, projectRoot } from './runtime/paths.mjs';
import { runScript, say } from './runtime/report.mjs';
import { runUntilExit } from './runtime/run-until-exit.mjs';

await runScript(async () => {
  const { plan, close } = await prepareLaunch({ inPlace: true });
  try {
    const dataArgs = plan.dataDir ? [`--data-dir=${plan.dataDir}-dev`] : [];
    say(`starting with hot reload on Electron ${plan.electronVersion}; end it with Ctrl-C`);
    const cli = path.join(projectRoot, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
    process.exitCode = await runUntilExit(
      nodeExecutable(),
      // Behind the dashes: electron-vite forgets arguments that it is told by a variable.
      [cli, 'dev', '--watch', '--', ...plan.args, ...dataArgs, ...process.argv.slice(2)],
      {
        ...process.env,
        ...plan.env,
        ELECTRON_EXEC_PATH: plan.executable,
        ELECTRON_ENTRY: plan.appDir,
      },
      { cwd: projectRoot },
    );
  } finally {
    close();
  }
});
