/** Several items in one cell, as web shops list them: "2× Mug, 1× Hat, blue". */

export interface PackedItem {
  name: string;
  quantityMilli: number;
}

const ITEM = /(?:^|,\s*)(\d{1,6})\s*[×x]\s+?(?=\S)/gu;

/** @returns null when the text lists no items */
export function readPackedItems(text: string): PackedItem[] | null {
  const starts = [...text.matchAll(ITEM)];
  if (starts.length === 0 || starts[0]?.index !== 0) return null;
  return starts.map((start, index) => ({
    name: text.slice(start.index + start[0].length, starts[index + 1]?.index).trim(),
    quantityMilli: Number(start[1]) * 1000,
  }));
}
