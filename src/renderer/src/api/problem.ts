/** Turns whatever a call threw into words for the owner. */
import { ORPCError } from '@orpc/client';
import { z } from 'zod';

const problemData = z.object({
  errors: z.array(z.object({ field: z.string(), reason: z.string() })),
});

export interface Problem {
  /** One sentence that can be shown as it is. */
  message: string;
  /** What is wrong with which field, such as `lines.0.amount`; for a form's `setErrors`. */
  fields: Record<string, string>;
}

/** What the window itself finds wrong; the message is for the owner. */
export class WindowProblem extends Error {
  override readonly name = 'WindowProblem';
}

/** Reads an error of a call or of the window. Never a stack trace. */
export function problemOf(error: unknown): Problem {
  if (error instanceof WindowProblem) return { message: error.message, fields: {} };
  if (!(error instanceof ORPCError)) {
    return {
      message: 'The connection to your data was interrupted. Try again in a moment.',
      fields: {},
    };
  }
  if (error.code === 'INTERNAL_SERVER_ERROR') {
    return { message: 'Something went wrong inside Tillwise. Nothing was changed.', fields: {} };
  }
  const data = problemData.safeParse(error.data);
  const errors = data.success ? data.data.errors : [];
  const fields = Object.fromEntries(errors.map(({ field, reason }) => [field, reason]));
  const reasons = [...new Set(errors.map(({ reason }) => reason))];
  return { message: reasons.length > 0 ? reasons.join(' ') : error.message, fields };
}
