import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const MODULE = fileURLToPath(new URL('../../scripts/runtime/run-until-exit.mjs', import.meta.url));

/** Runs a Node that says its process id and then waits, the way npm's scripts run programs. */
const SCRIPT = `
  import { runUntilExit } from ${JSON.stringify(MODULE)};
  const program = 'console.log(process.pid); setInterval(() => {}, 1000)';
  process.exitCode = await runUntilExit(process.execPath, ['-e', program], process.env);
`;

it('ends the program when npm ends only the shell in between', async () => {
  const shell = spawn('sh', ['-c', '"$NODE" --input-type=module -e "$SCRIPT"; true'], {
    env: { ...process.env, NODE: process.execPath, SCRIPT, npm_lifecycle_event: 'serve' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const program = Number(String(await once(shell.stdout, 'data')));
  expect(isRunning(program)).toBe(true);
  shell.kill('SIGTERM');
  await expect.poll(() => isRunning(program), { timeout: 10_000 }).toBe(false);
});

it('passes SIGTERM on and gives the exit code that a signal has', async () => {
  const script = spawn(process.execPath, ['--input-type=module', '-e', SCRIPT], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const program = Number(String(await once(script.stdout, 'data')));
  script.kill('SIGTERM');
  const [code] = await once(script, 'exit');
  expect(code).toBe(128 + 15);
  expect(isRunning(program)).toBe(false);
});

it('asks a program with a group of its own once, when Ctrl-C goes to the whole terminal', async () => {
  const program = `
    let asked = 0;
    process.on('SIGINT', () => {
      asked += 1;
      setTimeout(() => {
        console.log('asked ' + asked);
        process.exit(0);
      }, 300);
    });
    console.log('ready');
    setInterval(() => {}, 1000);
  `;
  const script = `
    import { runUntilExit } from ${JSON.stringify(MODULE)};
    const program = ${JSON.stringify(program)};
    await runUntilExit(process.execPath, ['-e', program], process.env, { ownGroup: true });
  `;
  const terminal = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  let said = '';
  terminal.stdout.on('data', (piece) => {
    said += String(piece);
  });
  await expect.poll(() => said, { timeout: 10_000 }).toContain('ready');
  process.kill(-Number(terminal.pid), 'SIGINT');
  await expect.poll(() => said, { timeout: 10_000 }).toContain('asked');
  expect(said).toContain('asked 1');
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
