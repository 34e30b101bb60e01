import { MantineProvider } from '@mantine/core';
import { DatesProvider } from '@mantine/dates';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { queryClient } from '../api/query-client.ts';
import { useSettings } from '../api/use-settings.ts';
import { ShopFormats } from '../ui/format/shop-formats.tsx';
import { LeaveQuestion } from '../ui/forms/leave-question.tsx';
import { ColorSchemeFromSettings } from './color-scheme-from-settings.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { Layout } from './layout.tsx';
import { leaveWithCare } from './leave-with-care.ts';
import { cssVariables, theme } from './theme.ts';

/** The whole window: providers around the layout. */
export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
        <ErrorBoundary>
          <ColorSchemeFromSettings />
          <ShopFormats>
            <ShopDates>
              <ModalsProvider>
                <Notifications
                  position="bottom-left"
                  limit={3}
                  containerWidth={380}
                  // A status is heard only where something was listened to before it came.
                  aria-live="polite"
                />
                <LeaveQuestion />
                <Router hook={useHashLocation} aroundNav={leaveWithCare}>
                  <Layout />
                </Router>
              </ModalsProvider>
            </ShopDates>
          </ShopFormats>
        </ErrorBoundary>
      </MantineProvider>
    </QueryClientProvider>
  );
}

/** Calendars begin the week on the shop's first weekday, and paint no day red: shops sell daily. */
function ShopDates({ children }: { children: ReactNode }) {
  const { first_weekday } = useSettings();
  const sundayIsZero = first_weekday % 7;
  return (
    <DatesProvider settings={{ firstDayOfWeek: weekday(sundayIsZero), weekendDays: [] }}>
      {children}
    </DatesProvider>
  );
}

const weekdays = [0, 1, 2, 3, 4, 5, 6] as const;
function weekday(index: number): (typeof weekdays)[number] {
  return weekdays.find((day) => day === index) ?? 1;
}
