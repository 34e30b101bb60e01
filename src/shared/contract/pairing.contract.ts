/** A tool asks for a token; the owner allows or denies it in the window. */
import { z } from 'zod';
import { pairingAnswer, pairingInput, pairingRequest } from '../schemas/pairing.ts';
import { done, instant } from '../schemas/primitives.ts';
import { tokenScope } from '../schemas/token.ts';
import { open, windowOnly } from './base.ts';

const tags = ['Pairing'];
const id = z.string().max(100);

export const pairingContract = {
  request: open
    .route({
      method: 'POST',
      path: '/pair',
      tags,
      summary: 'Ask the owner for a token',
      description:
        'Needs no token. Tillwise shows a dialog with the name, the code and the scopes.',
      successStatus: 202,
    })
    .input(pairingInput)
    .output(
      z.object({
        pairing_id: z.string(),
        pairing_secret: z.string().describe('Send it as Bearer token to poll_url, nowhere else.'),
        code: z.string().describe('Show it: the owner sees the same four digits in the dialog.'),
        expires_at: instant,
        poll_url: z.string().describe('Path to ask for the answer, every second or two.'),
      }),
    ),
  poll: open
    .route({
      method: 'GET',
      path: '/pair/{id}',
      tags,
      summary: 'What the owner answered; the token is given once',
      description: 'Send the pairing_secret as Bearer token.',
    })
    .input(z.object({ id }))
    .output(
      z.object({
        status: z
          .enum(['pending', 'denied', 'expired', 'allowed', 'collected'])
          .describe('collected: the token was given in an earlier answer.'),
        token: z.string().optional().describe('Only with the first answer that says allowed.'),
        scopes: z.array(tokenScope).optional().describe('What the token may do.'),
      }),
    ),
  /** Requests that wait for the owner, oldest first. */
  list: windowOnly.output(z.array(pairingRequest)),
  allow: windowOnly.input(pairingAnswer).output(done),
  deny: windowOnly.input(z.object({ id })).output(done),
};
