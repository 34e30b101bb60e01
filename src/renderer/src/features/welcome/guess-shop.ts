/** A first guess at the shop's currency and zone, from the computer's own. */
import { isKnownTimeZone } from '../../../../shared/lib/business-day.ts';
import { isKnownCurrency } from '../../../../shared/lib/money.ts';

/** Currencies by region, for the regions most shops are in; the euro's are listed below. */
const currencyOfRegion: Readonly<Record<string, string>> = {
  AE: 'AED',
  AR: 'ARS',
  AU: 'AUD',
  BH: 'BHD',
  BR: 'BRL',
  CA: 'CAD',
  CH: 'CHF',
  CL: 'CLP',
  CN: 'CNY',
  CO: 'COP',
  CZ: 'CZK',
  DK: 'DKK',
  GB: 'GBP',
  HK: 'HKD',
  HU: 'HUF',
  ID: 'IDR',
  IL: 'ILS',
  IN: 'INR',
  IS: 'ISK',
  JP: 'JPY',
  KE: 'KES',
  KR: 'KRW',
  KW: 'KWD',
  MA: 'MAD',
  MX: 'MXN',
  MY: 'MYR',
  NG: 'NGN',
  NO: 'NOK',
  NZ: 'NZD',
  PE: 'PEN',
  PH: 'PHP',
  PK: 'PKR',
  PL: 'PLN',
  QA: 'QAR',
  RO: 'RON',
  RS: 'RSD',
  SA: 'SAR',
  SE: 'SEK',
  SG: 'SGD',
  TH: 'THB',
  TN: 'TND',
  TR: 'TRY',
  TW: 'TWD',
  UA: 'UAH',
  US: 'USD',
  VN: 'VND',
  ZA: 'ZAR',
};

const euroRegions = new Set(
  'AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK AD MC SM VA ME XK'.split(' '),
);

export interface ShopGuess {
  currency: string | undefined;
  timeZone: string | undefined;
}

/**
 * @param locale BCP 47 tag of the computer, such as "de-AT".
 * @param timeZone IANA zone of the computer.
 */
export function guessShop(locale: string, timeZone: string): ShopGuess {
  const region = regionOf(locale);
  const currency = region && (euroRegions.has(region) ? 'EUR' : currencyOfRegion[region]);
  return {
    currency: currency && isKnownCurrency(currency) ? currency : undefined,
    timeZone: isKnownTimeZone(timeZone) ? timeZone : undefined,
  };
}

function regionOf(locale: string): string | undefined {
  try {
    return new Intl.Locale(locale).maximize().region;
  } catch {
    return undefined;
  }
}
