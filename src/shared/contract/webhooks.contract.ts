/** Tells other programs of events by signed HTTP calls, after the Standard Webhooks specification. */
import { z } from 'zod';
import { done, pageFields, pageOf, rowId } from '../schemas/primitives.ts';
import {
  deliveryState,
  webhook,
  webhookDelivery,
  webhookInput,
  webhookPatch,
} from '../schemas/webhook.ts';
import { admin } from './base.ts';

const tags = ['Webhooks'];
const id = rowId;

/** The secret is in this answer and never again. */
const withSecret = z.object({
  secret: z.string().describe('Starts with whsec_. It is shown this once.'),
  details: webhook,
});

export const webhooksContract = {
  list: admin
    .route({ method: 'GET', path: '/webhooks', tags, summary: 'List webhooks' })
    .output(z.array(webhook)),
  create: admin
    .route({
      method: 'POST',
      path: '/webhooks',
      tags,
      summary: 'Create a webhook; it hears every event from now on',
      successStatus: 201,
    })
    .input(webhookInput)
    .output(withSecret),
  get: admin
    .route({ method: 'GET', path: '/webhooks/{id}', tags, summary: 'Read a webhook' })
    .input(z.object({ id }))
    .output(webhook),
  update: admin
    .route({
      method: 'PUT',
      path: '/webhooks/{id}',
      tags,
      summary: 'Change, pause or resume a webhook; what is not given stays',
    })
    .input(webhookPatch.extend({ id }))
    .output(webhook),
  remove: admin
    .route({
      method: 'DELETE',
      path: '/webhooks/{id}',
      tags,
      summary: 'Delete a webhook with its secret and its log',
    })
    .input(z.object({ id }))
    .output(done),
  rotate: admin
    .route({
      method: 'POST',
      path: '/webhooks/{id}/rotate-secret',
      tags,
      summary: 'A new secret; the old one signs too for 24 hours',
    })
    .input(z.object({ id }))
    .output(withSecret),
  test: admin
    .route({
      method: 'POST',
      path: '/webhooks/{id}/test',
      tags,
      summary: 'Send a test message now, once',
    })
    .input(z.object({ id }))
    .output(webhookDelivery),
  deliveries: admin
    .route({
      method: 'GET',
      path: '/webhooks/{id}/deliveries',
      tags,
      summary: 'The delivery log, newest first',
      outputStructure: 'detailed',
    })
    .input(z.object({ id, ...pageFields, state: deliveryState.optional() }))
    .output(pageOf(webhookDelivery)),
  replayDelivery: admin
    .route({
      method: 'POST',
      path: '/webhooks/{id}/deliveries/{delivery_id}/replay',
      tags,
      summary: 'Send one message again now, once, under its first webhook-id',
    })
    .input(z.object({ id, delivery_id: rowId }))
    .output(webhookDelivery),
  replay: admin
    .route({
      method: 'POST',
      path: '/webhooks/{id}/replay',
      tags,
      summary: 'Go on after a seq: events after it are sent (again), in order',
    })
    .input(
      z.object({
        id,
        after: z
          .number({ error: 'after must be a whole number.' })
          .int({ error: 'after must be a whole number.' })
          .min(0, { error: 'after must be at least 0.' })
          .describe('0 for all events; the newest seq leaves out what waits.'),
      }),
    )
    .output(webhook),
};
