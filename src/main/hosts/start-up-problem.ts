/** Why Tillwise cannot open, in the owner's words: shown in a dialog or on stderr, never with a stack. */
import { UserError } from '../core/errors.ts';
import { errorDetails, type Log } from '../core/log.ts';

export class StartUpProblem extends Error {
  override readonly name = 'StartUpProblem';
}

/** Puts whatever went wrong while opening into a sentence; the log gets the details. */
export function asStartUpProblem(error: unknown, dataDir: string, log: Log): StartUpProblem {
  if (error instanceof StartUpProblem) return error;
  if (error instanceof UserError) {
    log.warn('the data folder was not opened', { why: error.message });
    return new StartUpProblem(error.message);
  }
  log.error('could not open the data folder', errorDetails(error));
  return new StartUpProblem(
    `Tillwise could not open its data in ${dataDir}. Nothing was changed; the log in the folder "logs" there says more.`,
  );
}
