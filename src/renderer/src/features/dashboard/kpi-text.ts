import type { KpiDefinition } from '../../../../shared/schemas/kpi.ts';
import type { Formats } from '../../ui/format/use-formats.ts';

/** A figure as text by its unit; a dash for one that cannot be computed. */
export function kpiText(
  value: number | null,
  unit: KpiDefinition['unit'],
  { money, number }: Formats,
): string {
  if (value === null) return '–';
  switch (unit) {
    case 'money':
      return money.exact(value);
    case 'count':
      return number.count(value);
    case 'ratio':
      return number.percent(value);
    case 'quantity':
      return number.quantity(Math.round(value * 100) / 100);
  }
}
