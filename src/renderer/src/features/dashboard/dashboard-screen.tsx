import { Grid, Skeleton, Stack } from '@mantine/core';
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { KpiReport } from '../../../../shared/schemas/kpi.ts';
import { orpc } from '../../api/client.ts';
import { useFormats } from '../../ui/format/use-formats.ts';
import { LoadProblem } from '../../ui/load-problem.tsx';
import { Page } from '../../ui/page.tsx';
import { CompareSelect } from './compare-select.tsx';
import { CustomerMix } from './customer-mix.tsx';
import classes from './dashboard.module.css';
import { EmptyDashboard } from './empty-dashboard.tsx';
import { ExpenseBreakdown } from './expense-breakdown.tsx';
import { type Definitions, KpiCards } from './kpi-cards.tsx';
import { PeriodNotice } from './period-notice.tsx';
import { PeriodPicker } from './period-picker.tsx';
import { usePeriodStore } from './period-store.ts';
import { SalesTrend } from './sales-trend.tsx';
import { TopProducts } from './top-products.tsx';
import { type ChosenPeriod, usePeriod } from './use-period.ts';

/** How the shop does in the chosen period, live. */
export function DashboardScreen() {
  const { period, error, retry } = usePeriod();
  const compare = usePeriodStore((state) => state.compare);
  const report = useQuery(
    orpc.dashboard.report.queryOptions({
      input: period
        ? { start_date: period.span.start, end_date: period.span.end, compare }
        : skipToken,
      placeholderData: keepPreviousData,
    }),
  );
  const definitions = useQuery(orpc.dashboard.definitions.queryOptions());
  const byName: Definitions = useMemo(
    () => new Map(definitions.data?.map((definition) => [definition.name, definition])),
    [definitions.data],
  );
  if (period?.lastDate === null) {
    return (
      <Page title="Dashboard">
        <EmptyDashboard />
      </Page>
    );
  }
  const problem = error ?? report.error ?? definitions.error;
  return (
    <Page
      title="Dashboard"
      description={period && <Subtitle period={period} report={report.data} />}
      actions={
        period && (
          <>
            <CompareSelect />
            <PeriodPicker period={period} />
          </>
        )
      }
    >
      {problem && (
        <LoadProblem
          error={problem}
          onRetry={() => {
            retry();
            void report.refetch();
            void definitions.refetch();
          }}
        />
      )}
      {period && report.data && definitions.data ? (
        <Stack gap="md">
          <PeriodNotice period={period} report={report.data} />
          <KpiCards report={report.data} definitions={byName} />
          <Figures report={report.data} />
        </Stack>
      ) : (
        !problem && <Placeholder />
      )}
    </Page>
  );
}

function Subtitle({ period, report }: { period: ChosenPeriod; report: KpiReport | undefined }) {
  const { date } = useFormats();
  return (
    <span data-testid="period-span">
      {date.span(period.span.start, period.span.end)}
      {report && ` · updated ${date.time(report.calculated_at)}`}
    </span>
  );
}

function Figures({ report }: { report: KpiReport }) {
  return (
    <div className={classes.columns}>
      <div className={classes.left}>
        <SalesTrend report={report} />
        <TopProducts report={report} />
      </div>
      <div className={classes.right}>
        <CustomerMix report={report} />
        <ExpenseBreakdown report={report} />
      </div>
    </div>
  );
}

function Placeholder() {
  return (
    <Stack gap="md" aria-busy="true" aria-label="Loading the dashboard">
      <Grid gap="md">
        {['sales', 'profit', 'transactions', 'order'].map((name) => (
          <Grid.Col key={name} span={{ base: 6, lg: 3 }}>
            <Skeleton height={168} radius="lg" />
          </Grid.Col>
        ))}
      </Grid>
      <Skeleton height={320} radius="lg" />
    </Stack>
  );
}
