/** Names in a file that are nearly stored ones: offered to the owner, never applied by themselves. */
import type Sqlite from 'better-sqlite3';
import {
  type ImportCheck,
  MOST_MATCHES,
  type NearMatch,
} from '../../../../shared/schemas/import-check.ts';

/** Looked at at most, of each side: the search is for slips of the pen, not for a catalogue. */
const MOST_NAMES = 20_000;
/** Share of common letter pairs from which two names are nearly the same (Dice's coefficient). */
const NEARLY = 0.75;

/** Names that the file brings and the shop has not. */
const NEW_NAMES = {
  products: `FROM stage.product p WHERE used AND named AND NOT EXISTS
    (SELECT 1 FROM temp.known_product k WHERE k.stage_id = p.id)`,
  customers: `FROM stage.buyer b WHERE used AND name <> '' AND NOT EXISTS
    (SELECT 1 FROM temp.known_buyer k WHERE k.stage_id = b.id)`,
} as const;

interface Named {
  id: number;
  name: string;
}

/** Needs the known names, and the records chosen. */
export function nearMatches(
  both: Sqlite.Database,
): Pick<ImportCheck, 'near_matches' | 'names_not_compared'> {
  const list = (sql: string) => both.prepare<[], Named>(`${sql} LIMIT ${MOST_NAMES}`).all();
  const fresh = (part: keyof typeof NEW_NAMES) =>
    list(`SELECT id, name ${NEW_NAMES[part]} ORDER BY id`);
  const beyond = (part: keyof typeof NEW_NAMES) => {
    const all = both.prepare<[], number>(`SELECT COUNT(*) ${NEW_NAMES[part]}`).pluck().get() ?? 0;
    return Math.max(0, all - MOST_NAMES);
  };
  const products = matches(fresh('products'), () =>
    list('SELECT id, name FROM main.product WHERE deleted_at IS NULL ORDER BY id DESC'),
  ).map((match): NearMatch => ({ kind: 'product', ...match }));
  const customers = matches(fresh('customers'), () =>
    list('SELECT id, name FROM main.customer WHERE deleted_at IS NULL ORDER BY id DESC'),
  ).map((match): NearMatch => ({ kind: 'customer', ...match }));
  const found = [...products, ...customers];
  return {
    near_matches: found.slice(0, MOST_MATCHES),
    names_not_compared:
      beyond('products') + beyond('customers') + Math.max(0, found.length - MOST_MATCHES),
  };
}

/** The best stored name for each new one, where one is near enough. */
function matches(
  fresh: readonly Named[],
  readStored: () => readonly Named[],
): Omit<NearMatch, 'kind'>[] {
  if (fresh.length === 0) return [];
  const stored = readStored().map(({ id, name }) => ({ id, name, pairs: pairsOf(name) }));
  const byPair = new Map<string, number[]>();
  stored.forEach(({ pairs }, index) => {
    for (const pair of pairs) {
      const list = byPair.get(pair);
      if (list) list.push(index);
      else byPair.set(pair, [index]);
    }
  });
  const found: Omit<NearMatch, 'kind'>[] = [];
  for (const { id, name } of fresh) {
    const pairs = pairsOf(name);
    const common = new Map<number, number>();
    for (const pair of pairs)
      for (const index of byPair.get(pair) ?? []) common.set(index, (common.get(index) ?? 0) + 1);
    let best: { index: number; likeness: number } | undefined;
    for (const [index, count] of common) {
      const likeness = (2 * count) / (pairs.size + (stored[index]?.pairs.size ?? 0));
      if (likeness >= NEARLY && likeness > (best?.likeness ?? 0)) best = { index, likeness };
    }
    const match = best === undefined ? undefined : stored[best.index];
    if (!match || !best) continue;
    found.push({
      in_file: id,
      name,
      stored_id: match.id,
      stored_name: match.name,
      reason:
        best.likeness === 1
          ? 'The same name is stored under another code.'
          : `The names are ${Math.round(best.likeness * 100)} % alike.`,
    });
  }
  return found;
}

/** Pairs of neighbouring letters, with the beginnings and ends of words; case and signs do not count. */
function pairsOf(name: string): Set<string> {
  const pairs = new Set<string>();
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);
  for (const word of words) {
    if (word === '') continue;
    const padded = ` ${word} `;
    for (let at = 0; at < padded.length - 1; at++) pairs.add(padded.slice(at, at + 2));
  }
  return pairs;
}
