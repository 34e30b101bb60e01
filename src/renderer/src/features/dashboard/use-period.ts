import { useQuery } from '@tanstack/react-query';
import { orpc } from '../../api/client.ts';
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
  const retry = () => void refetch();
  if (!data || !loaded) return { period: undefined, error, retry };
  const days = {
    today: data.today,
    firstWeekday: first_weekday,
    firstDate: data.first_date,
    lastDate: data.last_date,
  };
  const shared = { choice, today: data.today, lastDate: data.last_date };
  if (choice === null) {
    const { inThePast, ...span } = defaultSpan(days);
    const label = inThePast ? 'Last 30 days with sales' : presetLabels.last_30_days;
    return { period: { ...shared, span, label, inThePast }, error: null, retry };
  }
  const span = 'preset' in choice ? spanOf(choice.preset, days) : choice;
  const label = 'preset' in choice ? presetLabels[choice.preset] : 'Custom range';
  return { period: { ...shared, span, label, inThePast: false }, error: null, retry };
}
