/** The change of a figure against its comparison, in words and in which direction it is good. */
import type { KpiDefinition } from '../../../../shared/schemas/kpi.ts';

export interface ChangeText {
  /** "+12.3%", or "+1.4 pts" for a ratio. */
  text: string;
  direction: 'up' | 'down' | 'same';
  mood: 'good' | 'bad' | 'neutral';
}

/**
 * @param change As `kpiValue.change`: relative for amounts and counts, a difference for ratios.
 * @param locale BCP 47 tag; the computer's own when not given.
 */
export function changeText(
  change: number,
  unit: KpiDefinition['unit'],
  better: KpiDefinition['better'],
  locale?: string,
): ChangeText {
  const shown = Math.round(change * 1000) / 10;
  const digits = Math.abs(shown) >= 100 ? 0 : 1;
  const number = new Intl.NumberFormat(locale, {
    signDisplay: 'exceptZero',
    minimumFractionDigits: 0,
    maximumFractionDigits: digits,
  }).format(shown);
  const text = unit === 'ratio' ? `${number} pts` : `${number}%`;
  if (shown === 0) return { text, direction: 'same', mood: 'neutral' };
  const direction = shown > 0 ? 'up' : 'down';
  if (better === 'neither') return { text, direction, mood: 'neutral' };
  return { text, direction, mood: (better === 'higher') === shown > 0 ? 'good' : 'bad' };
}
