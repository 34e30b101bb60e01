/**
 * A name that a call does not know is refused with the one that was meant: a ticket whose "tendrs"
 * were dropped would be stored as paid by nobody, and a list whose "start_dat" was dropped would be
 * another list. A token for programs of the system before may send what it likes, as it always did.
 */
import type { FieldProblem } from '../../shared/contract/base.ts';
import { nearestName } from '../../shared/lib/nearest-name.ts';
import { unknownFields } from '../../shared/schemas/known-fields.ts';
import type { TokenEntity } from '../core/features/tokens/index.ts';
import type { FoundOperation, Operation } from './operations.ts';
import { Refusal } from './problem.ts';
import { FIELDS_PARAMETER } from './representation.ts';

/** Who gives an old program a new token reads this. */
const FOR_OLD_CLIENTS =
  'For a program of the system before, use a token with the scope "basic": it lets this pass.';

/** What of a call says which names it may use. */
interface NamedCall {
  query: URLSearchParams;
  found: FoundOperation;
  token?: TokenEntity;
}

/** @throws Refusal 422 for a parameter that the call does not have, or that stands twice */
export function checkParameters({ query, found, token }: NamedCall): void {
  if (query.size === 0 || isOldClient(token, found.operation)) return;
  const known = parametersOf(found.operation, found.params);
  for (const name of query.keys()) {
    const isKnown = known.includes(name);
    if (isKnown && query.getAll(name).length === 1) continue;
    const reason = isKnown
      ? `"${name}" stands twice in the address. Send it once.`
      : noParameter(name, known);
    throw refused([{ field: name, reason }], found.operation);
  }
}

/**
 * @param sent in the body
 * @throws Refusal 422 for fields that the call does not have, or an id that is not the address's
 */
export function checkFields(
  { found: { operation, params }, token }: NamedCall,
  sent: Readonly<Record<string, unknown>>,
): void {
  if (isOldClient(token, operation)) return;
  const problems = operation.known ? unknownFields(operation.known, sent) : [];
  for (const [name, inPath] of Object.entries(params)) {
    const inBody = sent[name];
    if (inBody !== undefined && String(inBody) !== inPath)
      problems.push({
        field: name,
        reason: `The address says ${inPath}, the body another ${name}. Leave it out of the body, or send the same.`,
      });
  }
  if (problems.length > 0) throw refused(problems, operation);
}

/** True for a program that knows nothing of this API but the calls of the system before. */
export function isOldClient(token: TokenEntity | undefined, { basic }: Operation): boolean {
  return basic && token?.scopes.includes('basic') === true;
}

function parametersOf(
  { bodyKind, known, recordFields }: Operation,
  params: Readonly<Record<string, string>>,
): string[] {
  if (bodyKind === 'json') return [];
  const names = known?.named.filter((name) => !(name in params) && name !== 'file') ?? [];
  return recordFields ? [...names, FIELDS_PARAMETER] : names;
}

function noParameter(name: string, known: readonly string[]): string {
  const meant = nearestName(name, known);
  if (meant !== undefined) return `There is no parameter "${name}" here. Did you mean "${meant}"?`;
  const advice =
    known.length === 0
      ? 'This call takes none in its address.'
      : `The parameters are ${known.join(', ')}.`;
  return `There is no parameter "${name.slice(0, 60)}" here. ${advice}`;
}

function refused(problems: readonly FieldProblem[], { basic }: Operation): Refusal {
  const reasons = problems.map(({ reason }) => reason);
  return new Refusal(
    422,
    [...reasons, ...(basic ? [FOR_OLD_CLIENTS] : [])].join(' '),
    {},
    problems,
  );
}
