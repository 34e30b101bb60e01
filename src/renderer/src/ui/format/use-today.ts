import { businessDateAt } from '../../../../shared/lib/business-day.ts';
import { useSettings } from '../../api/use-settings.ts';

/** The shop's business date at this moment, YYYY-MM-DD. */
export function useToday(): string {
  const { time_zone, day_end_hour } = useSettings();
  return businessDateAt(Date.now(), { timeZone: time_zone, dayEndHour: day_end_hour });
}
