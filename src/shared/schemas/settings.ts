import { z } from 'zod';
import { isKnownTimeZone } from '../lib/business-day.ts';
import { isKnownCurrency } from '../lib/money.ts';
import { nameText, positiveAmount } from './primitives.ts';

export const settings = z.object({
  shop_name: nameText('The shop name', 100),
  currency: z
    .string()
    .refine(isKnownCurrency, { error: 'Not a currency code. Use one such as EUR, GBP or USD.' }),
  time_zone: z
    .string()
    .refine(isKnownTimeZone, { error: 'Not a time zone. Use one such as Europe/London.' }),
  day_end_hour: z
    .number({ error: 'The day end is a whole hour.' })
    .int({ error: 'The day end is a whole hour.' })
    .min(0, { error: 'The day ends between 0:00 and 12:00.' })
    .max(12, { error: 'The day ends between 0:00 and 12:00.' })
    .describe('The hour at which the business day ends; 0 is midnight.'),
  first_weekday: z
    .number({ error: 'The first weekday is 1 (Monday) to 7 (Sunday).' })
    .int({ error: 'The first weekday is 1 (Monday) to 7 (Sunday).' })
    .min(1, { error: 'The first weekday is 1 (Monday) to 7 (Sunday).' })
    .max(7, { error: 'The first weekday is 1 (Monday) to 7 (Sunday).' }),
  vip_threshold: positiveAmount.describe('Lifetime net sales above which a customer is a VIP.'),
  api_enabled: z.boolean().describe('Whether tills may connect to this computer.'),
  color_scheme: z.enum(['auto', 'light', 'dark']),
});
export type Settings = z.infer<typeof settings>;

export const settingsPatch = settings.partial();
export type SettingsPatch = z.infer<typeof settingsPatch>;
