/** Starts the built application without Playwright, to see how it begins and ends by itself. */
import { type ChildProcess, spawn } from 'node:child_process';
import { inheritedEnv, readLaunchPlan } from './launch.ts';

export interface RawLaunch {
  readonly child: ChildProcess;
  /** What it wrote to stderr so far. */
  errors(): string;
  /** Resolves with the exit code, null after a signal. */
  readonly ended: Promise<number | null>;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
}

/** Starts the application on a data folder. @param appDir where the built application is */
export function startRaw(dataDir: string, appDir = readLaunchPlan().appDir): RawLaunch {
  const plan = readLaunchPlan();
  const child = spawn(plan.executable, [...plan.args, appDir, `--data-dir=${dataDir}`], {
    env: { ...inheritedEnv(), ...plan.env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += String(chunk);
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return {
    child,
    errors: () => said,
    ended,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
