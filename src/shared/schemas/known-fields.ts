/** Which fields a schema knows, so that one it does not know is told instead of dropped. */
import { z } from 'zod';
import type { FieldProblem } from '../contract/base.ts';
import { nearestName } from '../lib/nearest-name.ts';

/** The fields of an object and what stands below them; undefined where anything may stand. */
export interface KnownFields {
  /** What a caller may choose from, for the sentence that says so. */
  named: readonly string[];
  fields: ReadonlyMap<string, KnownFields | undefined>;
}

/** A body with thousands of wrong names gets as many sentences as a person reads. */
const MOST_TOLD = 20;
const NAME_SHOWN = 60;

/**
 * @param input what a call takes
 * @param shown a record as it is shown: its other fields may be sent back, and say nothing
 * @returns undefined for a schema that is no object
 */
export function knownFields(input: unknown, shown?: unknown): KnownFields | undefined {
  const taken = objectIn(input);
  if (!taken) return undefined;
  const fields = new Map<string, KnownFields | undefined>();
  const record: Record<string, unknown> = objectIn(shown)?.shape ?? {};
  for (const [name, field] of Object.entries(taken.shape))
    fields.set(name, knownFields(field, record[name]));
  for (const name of Object.keys(record)) if (!fields.has(name)) fields.set(name, undefined);
  return { named: Object.keys(taken.shape), fields };
}

/** The fields of a value that nobody knows, each with the name that was meant, or those there are. */
export function unknownFields(known: KnownFields, value: unknown): FieldProblem[] {
  const problems: FieldProblem[] = [];
  collect(known, value, '', problems);
  return problems;
}

function collect(
  known: KnownFields | undefined,
  value: unknown,
  path: string,
  problems: FieldProblem[],
): void {
  if (!known || typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++)
      collect(known, value[index], `${path}${index}.`, problems);
    return;
  }
  for (const [name, inner] of Object.entries(value)) {
    if (problems.length >= MOST_TOLD) return;
    if (known.fields.has(name)) collect(known.fields.get(name), inner, `${path}${name}.`, problems);
    else problems.push({ field: `${path}${shortened(name)}`, reason: unknownName(name, known) });
  }
}

function unknownName(name: string, { named }: KnownFields): string {
  const meant = nearestName(name, named);
  const advice =
    meant === undefined ? `The fields are ${named.join(', ')}.` : `Did you mean "${meant}"?`;
  return `There is no field "${shortened(name)}" here. ${advice}`;
}

function shortened(name: string): string {
  return name.length > NAME_SHOWN ? `${name.slice(0, NAME_SHOWN)}…` : name;
}

/** The object in a schema: a list stands for what is in it. */
function objectIn(schema: unknown): z.ZodObject | undefined {
  let inner = schema;
  for (;;) {
    if (inner instanceof z.ZodObject) return inner;
    if (inner instanceof z.ZodArray) inner = inner.element;
    else if (
      inner instanceof z.ZodOptional ||
      inner instanceof z.ZodNullable ||
      inner instanceof z.ZodDefault
    )
      inner = inner.unwrap();
    else return undefined;
  }
}
