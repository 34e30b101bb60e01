/** What JSON.parse lets pass and a till must not mean: much of a kind, and a name that stands twice. */
import { Refusal } from './problem.ts';

/** No document of the contract is deeper than 5. */
const DEPTH_LIMIT = 32;
/** Of one object; none of ours has 50. */
const NAMES_LIMIT = 1_000;

/** How many values a document may hold. A few bytes each, they cost more than their bytes. */
export const VALUES_LIMIT = {
  /** A ticket of 1,000 lines has 12,000. */
  usual: 50_000,
  /** A thousand tickets of 40 lines have 300,000. */
  batch: 400_000,
} as const;

/**
 * How many names of members there are in the text, those that stand twice too.
 * @param mostValues one of {@link VALUES_LIMIT}
 * @throws Refusal 400 for more depth or names than any document of ours has, 413 for too many values
 */
export function countNames(text: string, mostValues: number): number {
  let depth = 0;
  let names = 0;
  let values = 0;
  /** Names of each open object. */
  const namesAt: number[] = [0];
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0x22) index = endOfString(text, index);
    else if (code === 0x3a) {
      names++;
      const here = (namesAt[depth] ?? 0) + 1;
      namesAt[depth] = here;
      if (here > NAMES_LIMIT)
        throw refused(400, `An object of the JSON has more than ${NAMES_LIMIT} names.`);
    } else if (code === 0x2c) values++;
    else if (code === 0x7b || code === 0x5b) {
      values++;
      if (++depth > DEPTH_LIMIT)
        throw refused(400, `The JSON is nested deeper than ${DEPTH_LIMIT} levels.`);
      namesAt[depth] = 0;
    } else if (code === 0x7d || code === 0x5d) depth--;
  }
  if (values > mostValues)
    throw refused(413, `The JSON holds more than ${mostValues} values. Send less in one call.`);
  return names;
}

const refused = (status: number, detail: string) => new Refusal(status, detail, {}, 'body');

/**
 * Refuses a name that stands twice in one object: the parser keeps the last and says nothing, and
 * nobody knows which amount the sender meant.
 * @param value what the parser made of the text
 * @param names as counted in the text; only when some got lost the text is read once more
 * @throws Refusal 400 that names it
 */
export function checkNames(text: string, value: unknown, names: number): void {
  if (countMembers(value) === names) return;
  const name = repeatedName(text);
  if (name !== undefined)
    throw new Refusal(400, `"${name}" stands twice in one object. Send it once.`, {}, name);
}

function countMembers(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let members = 0;
  if (Array.isArray(value)) {
    for (const item of value) members += countMembers(item);
    return members;
  }
  for (const item of Object.values(value)) members += 1 + countMembers(item);
  return members;
}

function repeatedName(text: string): string | undefined {
  /** The names of each open object; nothing for a list. */
  const open: (Set<string> | undefined)[] = [];
  let last = '';
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0x22) {
      const end = endOfString(text, index);
      last = String(JSON.parse(text.slice(index, end + 1)));
      index = end;
    } else if (code === 0x7b) open.push(new Set());
    else if (code === 0x5b) open.push(undefined);
    else if (code === 0x7d || code === 0x5d) open.pop();
    else if (code === 0x3a) {
      const names = open.at(-1);
      if (names?.has(last)) return last;
      names?.add(last);
    }
  }
  return undefined;
}

/** Where the string that begins here ends. */
function endOfString(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0x5c) index++;
    else if (code === 0x22) return index;
  }
  return text.length;
}
