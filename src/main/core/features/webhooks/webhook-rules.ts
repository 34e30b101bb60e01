/** What a receiver may be, and what may be said of it. */
import { isIP } from 'node:net';
import type { Context } from '../../context.ts';
import { invalid } from '../../errors.ts';
import { isPrivateAddress } from './private-address.ts';
import type { WebhookEntity } from './webhook.entity.ts';

/** Nothing failed yet. */
export const UNTRIED = { failed_attempts: 0, failing_since: null, next_attempt_at: null } as const;

/** What pausing or resuming makes of it. */
export function statusFor(active: boolean, hook: WebhookEntity) {
  if (active) return { status: 'active', status_reason: null } as const;
  // Turned off already: pausing it would hide why.
  return hook.status === 'disabled' ? {} : ({ status: 'paused', status_reason: null } as const);
}

/** What the log may say of a receiver: never its secret, and of its address, which may hold one, the host. */
export function facts(hook: WebhookEntity) {
  const { id, name, url, event_types, allow_private, status, status_reason, old_secret_until } =
    hook;
  return {
    id,
    name,
    host: new URL(url).host,
    event_types,
    allow_private,
    status,
    status_reason,
    old_secret_until: old_secret_until && new Date(old_secret_until).toISOString(),
  };
}

/** A tool must not make Tillwise reach into the own network, only the person at the window may. */
export function onlyOwner({ actor }: Context, field: string): void {
  if (actor.kind !== 'owner')
    throw invalid(
      field,
      'Addresses of this computer or of the own network are for the owner to allow, in the window of Tillwise.',
    );
}

/** @throws UserError for what is no address that messages may go to */
export function readUrl(text: string, allowPrivate: boolean): string {
  const url = URL.parse(text);
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    throw invalid('url', 'Write the whole address, such as https://example.com/tillwise.');
  if (url.username || url.password)
    throw invalid('url', 'An address with a name and a password in it is not accepted.');
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  const isPrivate = url.hostname === 'localhost' || (isIP(literal) && isPrivateAddress(literal));
  if (isPrivate && !allowPrivate)
    throw invalid(
      'url',
      'This address is on this computer or in the own network. The owner can allow that for this webhook.',
    );
  if (url.protocol === 'http:' && !allowPrivate)
    throw invalid('url', 'Use https. Plain http is for addresses of the own network only.');
  url.hash = '';
  return url.href;
}
