/**
 * What the scripts say to the person in front of the terminal: one line per step on stderr
 * (stdout stays free for machine-readable output), and one sentence when something cannot go on.
 */

import { existsSync } from 'node:fs';

/** A failure whose message is a whole sentence that tells the reader what to do. */
export class SetupError extends Error {
  /**
   * @param {string} sentence what is wrong and what to do about it
   * @param {{ cause?: unknown }} [options]
   */
  constructor(sentence, options) {
    super(sentence, options);
    this.name = 'SetupError';
  }
}

/**
 * Says one step in one line.
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`tillwise: ${line}\n`);
}

/**
 * Runs a script's main function; a SetupError becomes its sentence and exit code 1, never a stack trace.
 * @param {() => Promise<void>} main
 */
export async function runScript(main) {
  try {
    if (!existsSync(new URL('../../node_modules/electron', import.meta.url))) {
      throw new SetupError('The packages are not installed: run "npm ci" first.');
    }
    await main();
  } catch (error) {
    say(error instanceof SetupError ? error.message : `unexpected failure: ${String(error)}`);
    if (process.env.TILLWISE_DEBUG) process.stderr.write(`${describeCause(error)}\n`);
    process.exitCode = 1;
  }
}

/**
 * @param {unknown} error
 * @returns {string}
 */
function describeCause(error) {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by: ${describeCause(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
