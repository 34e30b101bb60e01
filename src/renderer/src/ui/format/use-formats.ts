import { useMemo } from 'react';
import { useSettings } from '../../api/use-settings.ts';
import { type DateFormat, dateFormat } from './date-format.ts';
import { type MoneyFormat, moneyFormat } from './money-format.ts';
import { type NumberFormat, numberFormat } from './number-format.ts';

export interface Formats {
  money: MoneyFormat;
  number: NumberFormat;
  date: DateFormat;
}

/** Formats for the shop's currency and zone in the computer's language. */
export function useFormats(): Formats {
  const { currency, time_zone } = useSettings();
  return useMemo(
    () => ({
      money: moneyFormat(currency),
      number: numberFormat(),
      date: dateFormat(time_zone),
    }),
    [currency, time_zone],
  );
}
