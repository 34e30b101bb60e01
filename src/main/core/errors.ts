/** Errors that a person can do something about. Anything else is a defect and is only logged. */
import type { FieldProblem } from '../../shared/contract/base.ts';
import { MoneyError } from '../../shared/lib/money.ts';

export type UserErrorKind =
  | 'UNPROCESSABLE_CONTENT'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'PRECONDITION_FAILED'
  | 'TOO_MANY_REQUESTS'
  | 'SERVICE_UNAVAILABLE';

/** The HTTP status of each kind. */
export const STATUS = {
  UNPROCESSABLE_CONTENT: 422,
  NOT_FOUND: 404,
  CONFLICT: 409,
  PRECONDITION_FAILED: 412,
  TOO_MANY_REQUESTS: 429,
  SERVICE_UNAVAILABLE: 503,
} as const satisfies Record<UserErrorKind, number>;

/** What everybody is told of an error that nobody can do something about. */
export const DEFECT_IN_WORDS =
  'Tillwise made a mistake. Nothing was changed; its log says more under the request id.';

/** A refusal in the user's words. Nothing was changed when it is thrown. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly kind: UserErrorKind;
  readonly problems: readonly FieldProblem[];

  constructor(kind: UserErrorKind, message: string, problems: readonly FieldProblem[] = []) {
    super(message);
    this.kind = kind;
    this.problems = problems;
  }
}

/** One field has to change. */
export function invalid(field: string, reason: string): UserError {
  return new UserError('UNPROCESSABLE_CONTENT', reason, [{ field, reason }]);
}

/** There is no such record. */
export function notFound(what: string, id: string | number): UserError {
  return new UserError('NOT_FOUND', `There is no ${what} with the id ${id}.`, [
    { field: 'id', reason: `There is no ${what} with the id ${id}.` },
  ]);
}

/** The change does not fit what is stored. */
export function conflict(field: string, reason: string): UserError {
  return new UserError('CONFLICT', reason, [{ field, reason }]);
}

/** The key of a call was used for another one. */
export function usedKey(): UserError {
  return conflict(
    'Idempotency-Key',
    'This Idempotency-Key was used for another request. Send a new key with a new request, and the same body with the same key.',
  );
}

/** Runs a conversion of money and names the field when it fails. */
export function atField<Value>(field: string, convert: () => Value): Value {
  try {
    return convert();
  } catch (error) {
    if (error instanceof MoneyError) throw invalid(field, error.message);
    throw error;
  }
}

/** Checks a part of a record, and names its fields as they stand in the whole. */
export function within<Value>(part: string, check: () => Value): Value {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { kind, message, problems } = error;
    throw new UserError(
      kind,
      message,
      problems.map(({ field, reason }) => ({ field: `${part}.${field}`, reason })),
    );
  }
}

type Issue = {
  readonly message: string;
  readonly path?: ReadonlyArray<PropertyKey | { readonly key: PropertyKey }> | undefined;
};

/** A list of thousands may be wrong in each of its values: nobody reads on. */
const MOST_TOLD = 100;

/** What a schema refused, field by field; the first hundred. */
export function fieldProblems(issues: readonly Issue[]): FieldProblem[] {
  return issues.slice(0, MOST_TOLD).map(({ message, path = [] }) => ({
    field: path.map((part) => String(typeof part === 'object' ? part.key : part)).join('.'),
    reason: message,
  }));
}
