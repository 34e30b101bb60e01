import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { KpiDefinition } from '../../../../shared/schemas/kpi.ts';
import { orpc } from '../../api/client.ts';
import { comparisonShown, usePeriodStore } from './period-store.ts';
import { usePeriod } from './use-period.ts';

export type Definitions = ReadonlyMap<string, KpiDefinition>;

/** Every figure of the chosen period, kept up to date; the previous period shows until it has come. */
export function useReport() {
  const { period } = usePeriod();
  const compare = usePeriodStore(comparisonShown);
  return useQuery(
    orpc.dashboard.report.queryOptions({
      input: period
        ? { start_date: period.span.start, end_date: period.span.end, compare }
        : skipToken,
      placeholderData: keepPreviousData,
    }),
  );
}

/** What each figure means, by its name. */
export function useDefinitions() {
  const { data, error, refetch } = useQuery(orpc.dashboard.definitions.queryOptions());
  const definitions: Definitions | undefined = useMemo(
    () => data && new Map(data.map((definition) => [definition.name, definition])),
    [data],
  );
  return { definitions, error, refetch };
}
