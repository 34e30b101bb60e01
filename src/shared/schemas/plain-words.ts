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
      return issue.origin === 'string'
        ? `This is longer than ${issue.maximum} characters.`
        : undefined;
    default:
      return undefined;
  }
}
