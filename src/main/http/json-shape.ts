/** What JSON.parse lets pass and a till must not mean: nesting without end, and a name that stands twice. */
import { Refusal } from './problem.ts';

/** No document of the contract is deeper than 5. */
const DEPTH_LIMIT = 32;

/**
 * How many names of members there are in the text, those that stand twice too.
 * @throws Refusal 400 for brackets nested deeper than any document of ours
 */
export function countNames(text: string): number {
  let depth = 0;
  let names = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0x22) index = endOfString(text, index);
    else if (code === 0x3a) names++;
    else if (code === 0x7b || code === 0x5b) {
      if (++depth > DEPTH_LIMIT)
        throw new Refusal(400, `The JSON is nested deeper than ${DEPTH_LIMIT} levels.`, {}, 'body');
    } else if (code === 0x7d || code === 0x5d) depth--;
  }
  return names;
}

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
