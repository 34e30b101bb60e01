/** `npm start`: builds what is stale and opens the application. */
import { buildIfStale } from './runtime/build.mjs';
import { prepareLaunch } from './runtime/launch-plan.mjs';
import { runScript, say } from './runtime/report.mjs';
import { runUntilExit } from './runtime/run-until-exit.mjs';

await runScript(async () => {
  await buildIfStale();
  const { plan, close } = await prepareLaunch();
  try {
    const given = process.argv.slice(2);
    const chosen = given.some((argument) => argument.startsWith('--data-dir'));
    const dataArgs = plan.dataDir && !chosen ? [`--data-dir=${plan.dataDir}`] : [];
    if (plan.dataDir && !chosen) say(`the shop's data is in ${plan.dataDir}`);
    say(`opening Tillwise on Electron ${plan.electronVersion}`);
    process.exitCode = await runUntilExit(
      plan.executable,
      [...plan.args, plan.appDir, ...dataArgs, ...given],
      { ...process.env, ...plan.env },
      { ownGroup: true },
    );
  } finally {
    close();
  }
});
