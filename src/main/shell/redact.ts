/** Takes out of a log line what must never be in a log, should it ever get there. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/\btw_[\w-]{8,}/g, 'tw_[redacted]'],
  [/\bwhsec_[\w+/=-]{8,}/g, 'whsec_[redacted]'],
  [/\bBearer\s+[^\s",]+/gi, 'Bearer [redacted]'],
  // The look behind keeps this linear on long lines.
  [/(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+/g, '[e-mail redacted]'],
];

/** API tokens, secrets of webhooks and e-mail addresses are replaced; everything else stays. */
export function redact(line: string): string {
  return SECRETS.reduce((text, [secret, replacement]) => text.replace(secret, replacement), line);
}
