import { useQuery } from '@tanstack/react-query';
import type { Settings } from '../../../shared/schemas/settings.ts';
import { orpc } from './client.ts';

/** What the window shows by until the shop's own settings have come. */
const UNTIL_LOADED: Settings = {
  shop_name: 'My shop',
  currency: 'EUR',
  time_zone: 'UTC',
  day_end_hour: 0,
  first_weekday: 1,
  vip_threshold: 500,
  api_enabled: false,
  color_scheme: 'auto',
};

/** The shop's settings; `loaded` is false while they are on their way. */
export function useSettings(): Settings & { loaded: boolean } {
  const { data } = useQuery(orpc.settings.get.queryOptions());
  return { ...(data ?? UNTIL_LOADED), loaded: data !== undefined };
}
