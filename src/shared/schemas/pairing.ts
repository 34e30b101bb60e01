import { z } from 'zod';
import { calendarDate, instant, nameText } from './primitives.ts';
import { tokenScope } from './token.ts';

const scopes = z
  .array(tokenScope)
  .min(1, { error: 'Choose at least one scope.' })
  .max(20, { error: 'Name each scope once.' });

/** A tool that asks the owner for a token. */
export const pairingRequest = z.object({
  id: z.string(),
  name: z.string().describe('As the tool calls itself.'),
  code: z.string().describe('Four digits that the tool shows too, to tell two tools apart.'),
  scopes: z.array(tokenScope).describe('What it asks for.'),
  asked_at: instant,
  expires_at: instant,
});
export type PairingRequest = z.infer<typeof pairingRequest>;

export const pairingInput = z.object({ name: nameText('The name', 60), scopes });

export const pairingAnswer = z.object({
  id: z.string(),
  scopes: scopes.describe('Some or all of those asked for.'),
  expires_on: calendarDate.nullish().describe('Last day of the token.'),
});
