/** Finds the header that a format means among those of a file. */

/** @param pattern "a|b" is either name; "Price [*]" is any header that begins and ends so */
export function resolveHeader(headers: readonly string[], pattern: string): string | undefined {
  for (const name of pattern.toLowerCase().split('|')) {
    const star = name.indexOf('*');
    const found = headers.find((header) => {
      const own = header.trim().toLowerCase();
      if (star < 0) return own === name;
      return (
        own.length >= name.length - 1 &&
        own.startsWith(name.slice(0, star)) &&
        own.endsWith(name.slice(star + 1))
      );
    });
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The first of several that the file has. */
export function resolveFirst(
  headers: readonly string[],
  patterns: readonly string[],
): string | undefined {
  for (const pattern of patterns) {
    const found = resolveHeader(headers, pattern);
    if (found !== undefined) return found;
  }
  return undefined;
}
