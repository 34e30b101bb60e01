import { spawn } from 'node:child_process';
import os from 'node:os';

const ORPHAN_POLL_MS = 250;

/**
 * Runs a program in the foreground and passes on the signals that ask it to stop.
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {{ cwd?: string, ownGroup?: boolean }} [options] `ownGroup`: Ctrl-C reaches the program once, from here,
 *   and not from the terminal as well. A window that is asked twice ends at once instead of closing its file.
 * @returns {Promise<number>} its exit code; 128 + the signal's number where a signal ended it
 */
export function runUntilExit(command, args, env, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      env,
      stdio: 'inherit',
      cwd: options.cwd,
      detached: Boolean(options.ownGroup) && process.platform !== 'win32',
    });
    let asked = false;
    /** @type {NodeJS.Signals[]} */
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    /** @param {NodeJS.Signals} signal */
    const passOn = (signal) => {
      asked = true;
      child.kill(signal);
    };
    for (const signal of signals) process.on(signal, passOn);
    const stopWatching = watchForOrphaning(() => {
      if (!asked) passOn('SIGTERM');
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      stopWatching();
      for (const name of signals) process.off(name, passOn);
      resolve(signal ? 128 + os.constants.signals[signal] : (code ?? 1));
    });
  });
}

/**
 * npm passes a SIGTERM only to the shell between itself and a script; that shell ends without passing it on.
 * The script notices that its parent is gone.
 * @param {() => void} whenOrphaned
 * @returns {() => void} stops watching
 */
function watchForOrphaning(whenOrphaned) {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return () => {};
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    whenOrphaned();
  }, ORPHAN_POLL_MS);
  return () => clearInterval(timer);
}
