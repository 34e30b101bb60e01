import { createContext, useContext } from 'react';
import { type DateFormat, dateFormat } from './date-format.ts';
import { type MoneyFormat, moneyFormat } from './money-format.ts';
import { type NumberFormat, numberFormat } from './number-format.ts';

export interface Formats {
  money: MoneyFormat;
  number: NumberFormat;
  date: DateFormat;
}

/**
 * Formats in the computer's language.
 * @param currency ISO 4217 code
 * @param timeZone IANA zone, for instants
 */
export function formatsFor(currency: string, timeZone: string): Formats {
  return { money: moneyFormat(currency), number: numberFormat(), date: dateFormat(timeZone) };
}

/** Filled once for the whole window: hundreds of cells format, and each asks here. */
export const FormatsContext = createContext<Formats>(formatsFor('EUR', 'UTC'));

/** Formats for the shop's currency and zone. */
export function useFormats(): Formats {
  return useContext(FormatsContext);
}
