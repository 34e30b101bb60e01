import { z } from 'zod';
import { rowId } from '../schemas/primitives.ts';
import { apiToken, tokenInput } from '../schemas/token.ts';
import { windowOnly } from './base.ts';

export const tokensContract = {
  list: windowOnly.output(z.array(apiToken)),
  /** The token itself is in this answer and never again. */
  create: windowOnly.input(tokenInput).output(z.object({ token: z.string(), details: apiToken })),
  revoke: windowOnly.input(z.object({ id: rowId })).output(apiToken),
};
