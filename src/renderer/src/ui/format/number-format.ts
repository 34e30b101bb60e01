/** Counts, quantities and ratios as the owner reads them. */
export interface NumberFormat {
  /** Whole things: "1,234". */
  count(value: number): string;
  /** Up to three decimals, as weighed goods have: "1.25". */
  quantity(value: number): string;
  /** For axes: "1.2K". */
  compact(value: number): string;
  /** A ratio, 0.253 being "25.3%". */
  percent(ratio: number): string;
}

/** @param locale BCP 47 tag; the computer's own when not given. */
export function numberFormat(locale?: string): NumberFormat {
  const base = { signDisplay: 'negative' } as const;
  const count = new Intl.NumberFormat(locale, { ...base, maximumFractionDigits: 0 });
  const quantity = new Intl.NumberFormat(locale, { ...base, maximumFractionDigits: 3 });
  const compact = new Intl.NumberFormat(locale, {
    ...base,
    notation: 'compact',
    maximumFractionDigits: 1,
  });
  const percent = new Intl.NumberFormat(locale, {
    ...base,
    style: 'percent',
    maximumFractionDigits: 1,
  });
  return {
    count: (value) => count.format(value),
    quantity: (value) => quantity.format(value),
    compact: (value) => compact.format(value),
    percent: (ratio) => percent.format(ratio),
  };
}
