/** What every contract file starts from: the scope a call needs and the errors it can answer. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import type { TokenScope } from '../schemas/token.ts';

export interface ContractMeta {
  /**
   * The token scope that REST needs; `open` calls need no token. `window` calls exist only in the
   * window, never on REST.
   */
  scope: Exclude<TokenScope, 'basic'> | 'open' | 'window';
  /** A call of the existing system, which a token of the scope `basic` may make too. */
  basic?: boolean;
  /** The messages are the pieces of a CSV file; REST sends them as one. */
  csv?: boolean;
}

/** What is wrong with one field, in words. */
export const fieldProblem = z.object({
  field: z.string().describe('Path of the field, such as lines.0.amount.'),
  reason: z.string().describe('What would be right.'),
});
export type FieldProblem = z.infer<typeof fieldProblem>;

const problems = z.object({ errors: z.array(fieldProblem) });

/** @public Every call's type names it. */
export interface CoreError {
  readonly status: number;
  readonly message: string;
  readonly data: typeof problems;
}

/** @public Named, so that the compiler does not write them out for every call of the contract. */
export type CoreErrors = {
  readonly UNPROCESSABLE_CONTENT: CoreError;
  readonly NOT_FOUND: CoreError;
  readonly CONFLICT: CoreError;
  readonly PRECONDITION_FAILED: CoreError;
  readonly SERVICE_UNAVAILABLE: CoreError;
};

const coreErrors: CoreErrors = {
  UNPROCESSABLE_CONTENT: { status: 422, message: 'Some fields need a change.', data: problems },
  NOT_FOUND: { status: 404, message: 'There is no such record.', data: problems },
  CONFLICT: { status: 409, message: 'This does not fit what is stored.', data: problems },
  PRECONDITION_FAILED: {
    status: 412,
    message: 'This was changed in the meantime.',
    data: problems,
  },
  SERVICE_UNAVAILABLE: { status: 503, message: 'The data file cannot be used.', data: problems },
};

/** The errors that the core itself raises; transports add their own (401, 413 …). */
const base = oc.$meta<ContractMeta>({ scope: 'read' }).errors(coreErrors);

export const read = base.meta({ scope: 'read' });
/** Answers with a file that may be long. */
export const readCsv = base.meta({ scope: 'read', csv: true });
export const write = base.meta({ scope: 'write' });
export const importing = base.meta({ scope: 'import' });
export const basicRead = base.meta({ scope: 'read', basic: true });
export const basicWrite = base.meta({ scope: 'write', basic: true });
export const basicImporting = base.meta({ scope: 'import', basic: true });
export const admin = base.meta({ scope: 'admin' });
export const open = base.meta({ scope: 'open' }).errors({
  TOO_MANY_REQUESTS: { status: 429, message: 'Ask again later.', data: problems },
});
export const windowOnly = base.meta({ scope: 'window' });
