import { Grid, Skeleton, Stack } from '@mantine/core';
import { memo, useDeferredValue } from 'react';
import type { KpiReport } from '../../../../shared/schemas/kpi.ts';
import { useFormats } from '../../ui/format/use-formats.ts';
import { LoadProblem } from '../../ui/load-problem.tsx';
import { Page } from '../../ui/page.tsx';
import { CompareSelect } from './compare-select.tsx';
import { CustomerMix } from './customer-mix.tsx';
import classes from './dashboard.module.css';
import { EmptyDashboard } from './empty-dashboard.tsx';
import { ExpenseBreakdown } from './expense-breakdown.tsx';
import { KpiCards } from './kpi-cards.tsx';
import { PeriodNotice } from './period-notice.tsx';
import { PeriodPicker } from './period-picker.tsx';
import { SalesTrend } from './sales-trend.tsx';
import { TopProducts } from './top-products.tsx';
import { type ChosenPeriod, usePeriod } from './use-period.ts';
import { useDefinitions, useReport } from './use-report.ts';

/** How the shop does in the chosen period, live. */
export function DashboardScreen() {
  const { period, error, retry } = usePeriod();
  const report = useReport();
  const definitions = useDefinitions();
  // The figures are drawn first, what takes longer right after them.
  const settled = useDeferredValue(report.data);
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
      {period && report.data && definitions.definitions ? (
        <Stack gap="md">
          <PeriodNotice period={period} report={report.data} />
          <KpiCards report={report.data} definitions={definitions.definitions} />
          <Figures report={settled ?? report.data} />
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

const Figures = memo(({ report }: { report: KpiReport }) => {
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
});
Figures.displayName = 'Figures';

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
