/** Currencies as amounts name them: "CA$4.42", "12,50 €", "EUR 3". */
import { isKnownCurrency } from '../../../../shared/lib/money.ts';

/** Currencies that a sign can stand for, the usual one first; other signs say nothing certain. */
const SIGNS: Readonly<Record<string, readonly string[]>> = {
  '€': ['EUR'],
  '£': ['GBP', 'GIP', 'FKP', 'SHP', 'EGP', 'SYP', 'LBP', 'SSP', 'SDG'],
  '¥': ['JPY', 'CNY'],
  '₹': ['INR'],
  '₽': ['RUB'],
  '₺': ['TRY'],
  '₩': ['KRW', 'KPW'],
  '₪': ['ILS'],
  '₫': ['VND'],
  '₱': ['PHP'],
  '₦': ['NGN'],
  '₴': ['UAH'],
  CA$: ['CAD'],
  C$: ['CAD', 'NIO'],
  US$: ['USD'],
  A$: ['AUD'],
  AU$: ['AUD'],
  NZ$: ['NZD'],
  S$: ['SGD'],
  SG$: ['SGD'],
  HK$: ['HKD'],
  MX$: ['MXN'],
  NT$: ['TWD'],
  R$: ['BRL'],
  'CN¥': ['CNY'],
};

/** Currencies whose amounts carry a plain $. */
const DOLLARS = new Set(
  'USD CAD AUD NZD SGD HKD MXN TWD ARS CLP COP UYU BBD BMD BND BSD BZD DOP FJD GYD JMD KYD LRD NAD SBD SRD TTD XCD BRL NIO'.split(
    ' ',
  ),
);

const MINUS = 45;
const MARK = /[A-Za-z]{0,3}\p{Sc}|[A-Za-z]{3}/u;

/**
 * The currency that an amount is marked with, when it is surely not that of the shop.
 * @returns the mark, such as "$"; undefined when there is none or it fits
 */
export function foreignCurrency(text: string, shop: string): string | undefined {
  const mark = markOf(text);
  return mark !== undefined && isForeign(mark, shop) ? mark : undefined;
}

/** The sign or code that stands beside an amount; undefined when there is none. */
export function markOf(text: string): string | undefined {
  // Most amounts are digits from end to end.
  const first = text.charCodeAt(0) === MINUS ? 1 : 0;
  if (isDigit(text.charCodeAt(first)) && isDigit(text.charCodeAt(text.length - 1)))
    return undefined;
  return MARK.exec(text)?.[0];
}

/** True when a sign or code names a currency that is surely not that of the shop. */
export function isForeign(mark: string, shop: string): boolean {
  const sign = mark.toUpperCase();
  if (/^[A-Z]{3}$/.test(sign)) return sign !== shop && isKnownCurrency(sign);
  if (sign === '$') return !DOLLARS.has(shop);
  const currencies = SIGNS[sign];
  return currencies !== undefined && !currencies.includes(shop);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
