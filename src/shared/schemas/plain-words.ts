/** What is wrong with an input, where its schema has no sentence of its own. */
import type { z } from 'zod';

const KINDS: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object with fields',
  record: 'an object with fields',
};

/** For `z.config`: a sentence for the person who typed, or nothing to leave it to zod. */
export function plainWords(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type': {
      const kind = KINDS[issue.expected];
      if (!kind) return undefined;
      return issue.input === undefined
        ? `This is missing: write ${kind}.`
        : `This must be ${kind}.`;
    }
    case 'invalid_value':
      return `This must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}.`;
    case 'too_big':
      return tooMuch(issue.origin, issue.maximum);
    case 'too_small':
      return tooLittle(issue.origin, issue.minimum);
    case 'invalid_format':
      return 'This is not written as it should be.';
    default:
      return undefined;
  }
}

function tooMuch(what: string, most: number | bigint): string {
  if (what === 'string') return `This is longer than ${most} characters.`;
  return what === 'array' ? `At most ${most} can be given.` : `This must be at most ${most}.`;
}

function tooLittle(what: string, least: number | bigint): string {
  if (what === 'string')
    return least === 1 ? 'This is empty.' : `This is shorter than ${least} characters.`;
  return what === 'array' ? `Give at least ${least}.` : `This must be at least ${least}.`;
}
