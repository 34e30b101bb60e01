import { nameKey } from './text.ts';

/**
 * The header of a file for comparing: the same columns make the same text, whatever their order and
 * case, for a program that adds none and leaves none out may still shuffle them.
 */
export function headerSetKey(headers: readonly string[]): string {
  return JSON.stringify(
    headers
      .map(nameKey)
      .filter((key) => key !== '')
      .sort(),
  );
}
