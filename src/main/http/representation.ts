/** What of a record is sent, and whether the caller has it already. */
import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { Refusal } from './problem.ts';
import type { Answer } from './respond.ts';

const HASH_LENGTH = 16;

/** The parameter that names the fields to send. */
export const FIELDS_PARAMETER = 'fields';

/**
 * The names in `fields=id,date`.
 * @throws Refusal 422 naming one that the records do not have
 */
export function chosenFields(
  text: string | null,
  known: ReadonlySet<string> | undefined,
): readonly string[] | undefined {
  if (text === null || !known) return undefined;
  const chosen = text.split(',').map((name) => name.trim());
  const unknown = chosen.find((name) => !known.has(name));
  if (unknown === undefined) return chosen;
  throw new Refusal(
    422,
    `There is no field "${unknown}" here. The fields are ${[...known].join(', ')}.`,
    {},
    FIELDS_PARAMETER,
  );
}

/** A record, or each record of a list, with only the chosen fields. */
export function withFields(body: unknown, chosen: readonly string[]): unknown {
  if (Array.isArray(body)) return body.map((record) => withFields(record, chosen));
  const record = z.record(z.string(), z.unknown()).parse(body);
  return Object.fromEntries(chosen.map((name) => [name, record[name]]));
}

/** The link to the next page goes on with the same fields. */
export function linkWithFields(link: string, chosen: readonly string[]): string {
  return link.replace('>', `&${FIELDS_PARAMETER}=${encodeURIComponent(chosen.join(','))}>`);
}

const versioned = z.object({ version: z.number().int() });

/** The version of the one record in an answer. */
export function versionOf(body: unknown): number | undefined {
  return versioned.safeParse(body).data?.version;
}

/**
 * Tags an answer by its content. A record's tag begins with its version, which is all that If-Match
 * looks at: figures that follow from other records do not stand in the way of a change.
 */
export function withTag(answer: Answer, version: number | undefined): Answer {
  const hash = createHash('sha256').update(answer.body ?? '');
  // The next page of a list may have come into being.
  for (const name of ['link', 'x-total-count']) hash.update(answer.headers?.[name] ?? '');
  const digest = hash.digest('base64url').slice(0, HASH_LENGTH);
  const tag = version === undefined ? `"${digest}"` : `"${version}-${digest}"`;
  return {
    ...answer,
    headers: { ...answer.headers, ETag: tag, 'Cache-Control': 'private, no-cache' },
  };
}

/** The answer, or 304 without a body when the caller has just this. */
export function unlessKnown(answer: Answer, headers: IncomingHttpHeaders): Answer {
  const tag = answer.headers?.ETag;
  const known = headers['if-none-match'];
  if (tag === undefined || known === undefined || answer.status !== 200) return answer;
  const same = known.split(',').some((text) => {
    const candidate = text.trim();
    return candidate === '*' || candidate === tag || candidate === `W/${tag}`;
  });
  return same ? { status: 304, headers: answer.headers } : answer;
}
