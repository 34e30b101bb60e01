import { z } from 'zod';
import { calendarDate, instant, nameText, rowId } from './primitives.ts';

/**
 * What a token may do. Each scope stands for itself: `write` does not include `read`. `basic` is for
 * programs of the system before Tillwise: the calls that they know, and nothing else.
 */
export const tokenScope = z.enum(['read', 'write', 'import', 'admin', 'basic']);
export type TokenScope = z.infer<typeof tokenScope>;

export const apiToken = z.object({
  id: rowId,
  name: z.string(),
  hint: z.string().describe('The last four characters, to tell tokens apart.'),
  scopes: z.array(tokenScope),
  created_at: instant,
  expires_at: instant.nullable(),
  last_used_at: instant.nullable(),
  revoked_at: instant.nullable(),
});
export type ApiToken = z.infer<typeof apiToken>;

export const tokenInput = z.object({
  name: nameText('The name', 100),
  scopes: z.array(tokenScope).min(1, { error: 'Choose what this token may do.' }),
  expires_on: calendarDate.nullish(),
});
