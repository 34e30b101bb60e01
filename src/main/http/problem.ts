/** Errors as RFC 9457 problems: what is wrong, what would be right, and nothing of the inside. */
import { ORPCError } from '@orpc/server';
import { z } from 'zod';
import { type FieldProblem, fieldProblem } from '../../shared/contract/base.ts';
import { DEFECT_IN_WORDS } from '../core/errors.ts';

export const PROBLEM_TYPE = 'application/problem+json';

/** As sent. `request_id` stands in the log and in the activity trail too. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  errors: FieldProblem[];
  request_id: string;
}

/** Per status: the stable name for programs, and the title for people. */
const KINDS: Readonly<Record<number, readonly [slug: string, title: string]>> = {
  400: ['bad-request', 'Bad request'],
  401: ['token-needed', 'Token needed'],
  403: ['not-allowed', 'Not allowed'],
  404: ['not-found', 'Not found'],
  405: ['method-not-allowed', 'Method not allowed'],
  408: ['too-slow', 'Too slow'],
  409: ['conflict', 'Conflict'],
  412: ['changed-meanwhile', 'Changed in the meantime'],
  413: ['too-large', 'Too large'],
  415: ['wrong-content-type', 'Wrong content type'],
  421: ['wrong-host', 'Wrong host'],
  422: ['invalid-fields', 'Some fields need a change'],
  429: ['too-many-requests', 'Too many requests'],
  431: ['headers-too-large', 'Headers too large'],
  500: ['internal-error', 'Internal error'],
  503: ['not-available', 'Not available'],
};

/** A refusal by the server itself, before or beside the core. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The fields that have to change, where it is some. */
  readonly problems: readonly FieldProblem[];

  /**
   * @param detail a sentence that says what would be right
   * @param where the field that it is about, or each field with a sentence of its own
   */
  constructor(
    status: number,
    detail: string,
    headers: Readonly<Record<string, string>> = {},
    where: string | readonly FieldProblem[] = [],
  ) {
    super(detail);
    this.status = status;
    this.headers = headers;
    this.problems = typeof where === 'string' ? [{ field: where, reason: detail }] : where;
  }
}

const errorData = z.object({ errors: z.array(fieldProblem) });

/** True for a defect, which belongs in the log; refusals are answers. */
export function isDefect(error: unknown): boolean {
  return !(error instanceof Refusal) && !(error instanceof ORPCError);
}

/** Any thrown value as a problem. */
export function toProblem(error: unknown, requestId: string): Problem {
  if (error instanceof Refusal) {
    return problem(error.status, error.message, [...error.problems], requestId);
  }
  if (error instanceof ORPCError && (error.status < 500 || error.status === 503)) {
    const data = errorData.safeParse(error.data);
    return problem(error.status, error.message, data.success ? data.data.errors : [], requestId);
  }
  return problem(500, DEFECT_IN_WORDS, [], requestId);
}

function problem(
  status: number,
  detail: string,
  errors: FieldProblem[],
  request_id: string,
): Problem {
  const [slug, title] = KINDS[status] ?? ['error', 'Error'];
  return { type: `urn:tillwise:problem:${slug}`, title, status, detail, errors, request_id };
}
