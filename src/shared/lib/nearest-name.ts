/** The name that somebody meant who wrote one that there is not. */

/** Longer names are not compared: nobody mistypes one of them. */
const LONGEST = 60;

/**
 * The known name that differs least from a misspelt one: in case and separators only, else in one
 * letter (two in names of six letters and more); undefined when none is that near.
 */
export function nearestName(wrong: string, known: Iterable<string>): string | undefined {
  if (wrong.length > LONGEST) return undefined;
  const plainWrong = plain(wrong);
  let nearest: string | undefined;
  // At least half of a name must be right: nobody meant "q" by an empty one.
  let least = Math.min(plainWrong.length < 6 ? 1 : 2, Math.floor(plainWrong.length / 2));
  for (const name of known) {
    const plainName = plain(name);
    if (Math.abs(plainName.length - plainWrong.length) > least) continue;
    const distance = editDistance(plainWrong, plainName);
    if (distance < least || (distance === least && nearest === undefined)) {
      nearest = name;
      least = distance;
    }
  }
  return nearest;
}

/** "productName" and "Product-Name" are "product_name", written otherwise. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** Letters to add, leave out, exchange, or swap with their neighbour (optimal string alignment). */
function editDistance(one: string, other: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1];
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (
        row > 1 &&
        column > 1 &&
        one[row - 1] === other[column - 2] &&
        one[row - 2] === other[column - 1]
      )
        cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      current.push(cost);
    }
    beforeLast = last;
    last = current;
  }
  return last[other.length] ?? 0;
}
