/** Signs messages as the Standard Webhooks specification says, so that its libraries verify them. */
import { createHmac, randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';
const SECRET_BYTES = 32;

/** A new secret: 256 random bits in base64, after the prefix that the specification asks for. */
export function newWebhookSecret(): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString('base64');
}

/**
 * The header webhook-signature: one signature for each secret, the newest first.
 * @param sentAt time of this attempt in whole seconds, as in webhook-timestamp
 */
export function signatures(
  secrets: readonly string[],
  messageId: string,
  sentAt: number,
  body: string,
): string {
  return secrets
    .map((secret) => {
      const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
      const hash = createHmac('sha256', key).update(`${messageId}.${sentAt}.${body}`);
      return `v1,${hash.digest('base64')}`;
    })
    .join(' ');
}
