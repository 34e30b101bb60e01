import { DashboardScreen } from '../features/dashboard/dashboard-screen.tsx';
import { WelcomeScreen } from '../features/welcome/welcome-screen.tsx';
import { useWelcome } from './welcome-store.ts';

/** The dashboard, or the welcome while the shop is empty. */
export function HomeScreen() {
  return useWelcome() ? <WelcomeScreen /> : <DashboardScreen />;
}
