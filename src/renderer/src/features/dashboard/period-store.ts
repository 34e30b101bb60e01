/** The period and the comparison the owner chose; kept between starts on this computer. */
import { z } from 'zod';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { type Comparison, comparison } from '../../../../shared/schemas/kpi.ts';
import { calendarDate } from '../../../../shared/schemas/primitives.ts';
import { type Preset, presets } from './period.ts';

const periodChoice = z.union([
  z.object({ preset: z.enum(presets) }),
  z.object({ start: calendarDate, end: calendarDate }),
]);
export type PeriodChoice = z.infer<typeof periodChoice>;

const kept = z.object({ choice: periodChoice.nullable(), compare: comparison });

interface PeriodState {
  /** Null until the owner chooses: see `defaultSpan`. */
  choice: PeriodChoice | null;
  compare: Comparison;
}

export const usePeriodStore = create<PeriodState>()(
  persist((): PeriodState => ({ choice: null, compare: 'previous_period' }), {
    name: 'tillwise.dashboard-period',
    // What another version stored may not fit any more: then begin afresh.
    merge: (stored, initial) => {
      const parsed = kept.safeParse(stored);
      return parsed.success ? parsed.data : initial;
    },
  }),
);

/** The comparison in force: before all time there is nothing. */
export function comparisonShown({ choice, compare }: PeriodState): Comparison {
  return choice && 'preset' in choice && choice.preset === 'all_time' ? 'none' : compare;
}

export function choosePreset(preset: Preset): void {
  usePeriodStore.setState({ choice: { preset } });
}

/** A custom range of business dates, both ends included. */
export function chooseRange(start: string, end: string): void {
  usePeriodStore.setState({ choice: { start, end } });
}

export function chooseComparison(compare: Comparison): void {
  usePeriodStore.setState({ compare });
}
