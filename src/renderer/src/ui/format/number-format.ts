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
  /** The size of a file, in thousands: "139 B", "2.3 MB". */
  bytes(size: number): string;
}

const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

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
  const oneDecimal = new Intl.NumberFormat(locale, { ...base, maximumFractionDigits: 1 });
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
    bytes: (size) => {
      const step = Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log10(Math.max(1, size)) / 3));
      // A blank that does not break keeps the unit beside its number.
      return `${oneDecimal.format(size / 1000 ** step)}\u00a0${BYTE_UNITS[step]}`;
    },
  };
}
