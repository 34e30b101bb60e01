import { useHotkeys } from '@mantine/hooks';
import { openQuickEntry } from './quick-entry-store.ts';

/** Keys that work on every screen; single letters not while typing in a field. */
export function useShortcuts(): void {
  useHotkeys([
    ['n', () => openQuickEntry('sale')],
    ['c', () => openQuickEntry('customer')],
    ['e', () => openQuickEntry('expense')],
  ]);
  useHotkeys([['mod+N', () => openQuickEntry('sale')]], []);
}
