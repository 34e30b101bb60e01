/** Money as the owner reads it. Amounts are in major units, as they come over the wire. */
export interface MoneyFormat {
  /** To the cent: "£1,234.50". */
  exact(amount: number): string;
  /** For axes and tight places: "£1.2K". */
  compact(amount: number): string;
  /** The currency's sign or code alone, for a field: "£". */
  readonly symbol: string;
  /** Decimals of the currency: 0 for JPY, 2 for EUR, 3 for BHD. */
  readonly digits: number;
}

/**
 * @param currency ISO 4217 code.
 * @param locale BCP 47 tag; the computer's own when not given.
 */
export function moneyFormat(currency: string, locale?: string): MoneyFormat {
  // signDisplay "negative" keeps a rounded −0 from showing a minus.
  const base = { style: 'currency', currency, signDisplay: 'negative' } as const;
  const exact = new Intl.NumberFormat(locale, base);
  const compact = new Intl.NumberFormat(locale, {
    ...base,
    notation: 'compact',
    minimumFractionDigits: 0,
    maximumFractionDigits: 1,
  });
  const symbol = exact.formatToParts(0).find(({ type }) => type === 'currency')?.value;
  return {
    exact: (amount) => exact.format(amount),
    compact: (amount) => compact.format(amount),
    symbol: symbol ?? currency,
    digits: exact.resolvedOptions().maximumFractionDigits ?? 2,
  };
}
