import { useQuery } from '@tanstack/react-query';
import { addDays } from '../../../../shared/lib/business-day.ts';
import { client, orpc } from '../../api/client.ts';
import { useSettings } from '../../api/use-settings.ts';
import { defaultSpan, presetLabels, type Span, spanOf } from './period.ts';
import { type PeriodChoice, usePeriodStore } from './period-store.ts';

export interface ChosenPeriod {
  span: Span;
  /** "Last 30 days", or "Custom range". */
  label: string;
  choice: PeriodChoice | null;
  /** Nothing was chosen and the usual period has no data: an older one is shown. */
  inThePast: boolean;
  /** The shop's today. */
  today: string;
  /** The last day with data. */
  lastDate: string | null;
  /** The day of the last sale; today when that was in the last 30 days, null without any. */
  lastSaleDate: string | null;
}

/** The period to show; undefined until the shop's own days are known. */
export function usePeriod(): {
  period: ChosenPeriod | undefined;
  error: Error | null;
  retry: () => void;
} {
  const { first_weekday, loaded } = useSettings();
  const choice = usePeriodStore((state) => state.choice);
  const { data, error, refetch } = useQuery(orpc.dashboard.span.queryOptions());
  const lastSale = useLastSaleDate(data?.today);
  const retry = () => void refetch();
  if (!data || !loaded || lastSale === undefined) return { period: undefined, error, retry };
  const days = {
    today: data.today,
    firstWeekday: first_weekday,
    firstDate: data.first_date,
    lastDate: data.last_date,
  };
  const shared = {
    choice,
    today: data.today,
    lastDate: data.last_date,
    lastSaleDate: lastSale,
  };
  if (choice === null) {
    // Expenses of today are no reason to show a month without sales.
    const { inThePast, ...span } = defaultSpan({
      ...days,
      lastDate: lastSale ?? data.last_date,
    });
    const label = inThePast ? 'Last 30 days with sales' : presetLabels.last_30_days;
    return { period: { ...shared, span, label, inThePast }, error: null, retry };
  }
  const span = 'preset' in choice ? spanOf(choice.preset, days) : choice;
  const label = 'preset' in choice ? presetLabels[choice.preset] : 'Custom range';
  return { period: { ...shared, span, label, inThePast: false }, error: null, retry };
}

/**
 * The day of the last sale, asked for only as long as it lies before the last 30 days: a till that
 * posts sales asks nothing more of the core.
 * @param today The shop's; undefined asks nothing.
 * @returns today when it was in the last 30 days; null without any; undefined while it is on its way
 */
function useLastSaleDate(today: string | undefined): string | null | undefined {
  const recent = today === undefined ? '' : addDays(today, -29);
  const input = { sort: '-date', limit: 1 } as const;
  const { data, error } = useQuery({
    queryKey: orpc.sales.list.key({ type: 'query', input }),
    queryFn: async () => (await client.sales.list(input)).body[0]?.date ?? null,
    enabled: ({ state }) => today !== undefined && (state.data ?? '') < recent,
  });
  if (today === undefined || error) return null;
  return data && data >= recent ? today : data;
}
