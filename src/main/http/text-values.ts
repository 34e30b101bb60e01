/**
 * Queries and paths are text; the contract speaks of numbers and switches. Text that clearly is one
 * becomes one. Anything else stays as it is and gets the contract's own error. JSON is never bent.
 */
import { z } from 'zod';

type Kind = 'number' | 'boolean';

/** Which fields of an input are numbers or switches; undefined for an input without fields. */
export function textKinds(schema: unknown): ReadonlyMap<string, Kind> {
  const kinds = new Map<string, Kind>();
  if (!(schema instanceof z.ZodObject)) return kinds;
  for (const [name, field] of Object.entries(schema.shape)) {
    const inner = unwrapped(field);
    if (inner instanceof z.ZodNumber) kinds.set(name, 'number');
    else if (inner instanceof z.ZodBoolean) kinds.set(name, 'boolean');
  }
  return kinds;
}

/** True when the input has a field that holds a file. */
export function takesFile(schema: unknown): boolean {
  if (!(schema instanceof z.ZodObject)) return false;
  return Object.values(schema.shape).some((field) => unwrapped(field) instanceof z.ZodFile);
}

/** One value as the schema would have it; "12,5" and "NaN" stay text. */
export function fromText(text: string, kind: Kind | undefined): unknown {
  if (kind === 'number') return /^-?\d{1,20}(\.\d{1,20})?$/.test(text) ? Number(text) : text;
  if (kind === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return text;
}

function unwrapped(schema: unknown): unknown {
  let inner = schema;
  while (
    inner instanceof z.ZodOptional ||
    inner instanceof z.ZodNullable ||
    inner instanceof z.ZodDefault
  )
    inner = inner.unwrap();
  return inner;
}
