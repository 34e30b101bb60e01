import type { Webhook, WebhookDelivery } from '../../../../shared/schemas/webhook.ts';
import type { RouterBase } from '../../router-base.ts';
import { readCursor, toPage } from '../paging.ts';
import type { DeliveryEntity, WebhookEntity } from './webhook.entity.ts';
import type { WebhooksService } from './webhooks.service.ts';

/** Calls of webhooks.contract.ts. */
export function webhooksRouter(os: RouterBase, webhooks: WebhooksService) {
  const at = (time: number) => new Date(time).toISOString();
  const maybeAt = (time: number | null) => (time === null ? null : at(time));
  const present = (hook: WebhookEntity): Webhook => ({
    id: hook.id,
    name: hook.name,
    url: hook.url,
    event_types: [...hook.event_types],
    allow_private: hook.allow_private,
    status: hook.status,
    status_reason: hook.status_reason,
    secret_hint: hook.secret.slice(-4),
    old_secret_until: maybeAt(hook.old_secret_until),
    last_seq: hook.last_seq,
    waiting: webhooks.waiting(hook),
    failed_attempts: hook.failed_attempts,
    failing_since: maybeAt(hook.failing_since),
    next_attempt_at: maybeAt(hook.next_attempt_at),
    created_at: at(hook.created_at),
    updated_at: at(hook.updated_at),
    version: hook.version,
  });
  const presentWithSecret = (hook: WebhookEntity) => ({
    secret: hook.secret,
    details: present(hook),
  });
  const presentDelivery = (delivery: DeliveryEntity): WebhookDelivery => {
    const { id, kind, message_id, event_seq, event_type, state, attempt_count } = delivery;
    return {
      id,
      kind,
      message_id,
      event_seq,
      event_type,
      state,
      attempt_count,
      attempts: webhooks.deliveries
        .attempts(id)
        .map((attempt) => ({ ...attempt, at: at(attempt.at) })),
      first_attempt_at: at(delivery.first_attempt_at),
      last_attempt_at: at(delivery.last_attempt_at),
      next_attempt_at:
        state === 'retrying' && kind === 'event'
          ? maybeAt(webhooks.get(delivery.webhook_id).next_attempt_at)
          : null,
    };
  };

  return {
    list: os.webhooks.list.handler(() => webhooks.list().map(present)),
    create: os.webhooks.create.handler(({ input, context }) =>
      context.once(() => presentWithSecret(webhooks.create(context.ctx, input))),
    ),
    get: os.webhooks.get.handler(({ input }) => present(webhooks.get(input.id))),
    update: os.webhooks.update.handler(({ input: { id, ...patch }, context }) =>
      present(webhooks.change(context.ctx, id, patch)),
    ),
    remove: os.webhooks.remove.handler(({ input, context }) => {
      const removed = webhooks.remove(context.ctx, input.id);
      return { success: true as const, message: `Deleted the webhook "${removed.name}".` };
    }),
    rotate: os.webhooks.rotate.handler(({ input, context }) =>
      context.once(() => presentWithSecret(webhooks.rotate(context.ctx, input.id))),
    ),
    test: os.webhooks.test.handler(async ({ input: { id }, context }) => {
      const prepared = await context.once(() => webhooks.single.prepareTest(context.ctx, id));
      return presentDelivery(await webhooks.single.sendNow(context.ctx, id, prepared));
    }),
    deliveries: os.webhooks.deliveries.handler(({ input }) => {
      const { id, cursor, ...query } = input;
      webhooks.get(id);
      const position = readCursor(cursor);
      return toPage(
        `/webhooks/${id}/deliveries`,
        query,
        webhooks.deliveries.list(id, { ...query, before: position?.[1] }),
        webhooks.deliveries.count(id, query),
        presentDelivery,
        (delivery) => [delivery.id, delivery.id],
      );
    }),
    replayDelivery: os.webhooks.replayDelivery.handler(async ({ input, context }) => {
      const { id, delivery_id } = input;
      const prepared = await context.once(() =>
        webhooks.single.prepareReplay(context.ctx, id, delivery_id),
      );
      return presentDelivery(await webhooks.single.sendNow(context.ctx, id, prepared));
    }),
    replay: os.webhooks.replay.handler(({ input, context }) =>
      context.once(() => present(webhooks.replay(context.ctx, input.id, input.after))),
    ),
  };
}
