/** Refuses a change that was made of an older version than the one stored. */
import { UserError } from '../errors.ts';

/**
 * An ETag of a record starts with its version: "3" or "3-a1b2c3".
 * @param ifMatch the header; `*` fits every version, absent asks for nothing
 * @throws UserError PRECONDITION_FAILED when none of its tags is of this version
 */
export function checkIfMatch(ifMatch: string | undefined, version: number): void {
  if (ifMatch === undefined || ifMatch.trim() === '*') return;
  const tags = ifMatch.split(',').map((tag) => /^"(\d+)(?:-[^"]*)?"$/.exec(tag.trim())?.[1]);
  if (tags.includes(String(version))) return;
  throw new UserError(
    'PRECONDITION_FAILED',
    `The record has changed since it was read: its version is now ${version}. Read it again and repeat the change.`,
    [{ field: 'If-Match', reason: `The version is now ${version}.` }],
  );
}
