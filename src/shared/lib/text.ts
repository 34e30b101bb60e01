/**
 * A name for comparing: two spellings that a shop owner would call the same name have the same key
 * ("  Flat  White " and "flat white").
 */
export function nameKey(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}

/** A name as stored: composed, trimmed, inner runs of white space made one blank. */
export function cleanName(name: string): string {
  return name.normalize('NFC').trim().replace(/\s+/g, ' ');
}

/**
 * True when the text holds what no name or note has: a control character (NUL among them), or half
 * of a character, which would be stored as another one.
 */
export function hasUnstorable(text: string): boolean {
  // Compare code points rather than write control characters into a pattern.
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if ((code < 32 && code !== 9 && code !== 10 && code !== 13) || code === 127) return true;
    if (code >= 0xd800 && code <= 0xdfff) {
      const isWhole = code <= 0xdbff && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00;
      if (!isWhole) return true;
      index++;
    }
  }
  return false;
}
