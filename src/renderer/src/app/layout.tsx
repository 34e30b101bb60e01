import { AppShell, Center, Loader } from '@mantine/core';
import { Suspense } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { InterruptedBanner } from '../features/imports/interrupted-banner.tsx';
import { InterruptedRules } from '../features/settings/expense-rules/interrupted-rules.tsx';
import { DemoBanner } from '../features/workspace/demo-banner.tsx';
import { CommandPalette } from './command-palette.tsx';
import { ConnectionNotice } from './connection-notice.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import classes from './layout.module.css';
import { Navigation } from './navigation.tsx';
import { NotFoundScreen } from './not-found-screen.tsx';
import { overlays, screens } from './routes.tsx';
import { useShortcuts } from './use-shortcuts.ts';
import { useWelcome } from './welcome-store.ts';

/** Navigation at the left, the screen beside it, and what lies above every screen. */
export function Layout() {
  const [path] = useLocation();
  const welcoming = useWelcome();
  useShortcuts();
  return (
    <AppShell
      navbar={{ width: { base: 72, md: 224 }, breakpoint: 0, collapsed: { desktop: welcoming } }}
      padding={0}
      transitionDuration={0}
    >
      {!welcoming && (
        <AppShell.Navbar aria-label="Main" className={classes.navbar} withBorder={false}>
          <Navigation />
        </AppShell.Navbar>
      )}
      <AppShell.Main className={classes.main}>
        <ConnectionNotice />
        <DemoBanner />
        <InterruptedBanner />
        <InterruptedRules />
        <ErrorBoundary resetKey={path}>
          <Suspense fallback={<Waiting />}>
            <Switch>
              {screens.map(({ path: pattern, Screen }) => (
                <Route key={pattern} path={pattern} component={Screen} />
              ))}
              <Route component={NotFoundScreen} />
            </Switch>
          </Suspense>
        </ErrorBoundary>
      </AppShell.Main>
      <CommandPalette />
      <Suspense>
        {overlays.map((Overlay, index) => (
          // The list never changes while the window is open.
          <Overlay key={`overlay-${index.toString()}`} />
        ))}
      </Suspense>
    </AppShell>
  );
}

function Waiting() {
  return (
    <Center mih={320} aria-busy="true">
      <Loader type="dots" aria-label="Loading" />
    </Center>
  );
}
