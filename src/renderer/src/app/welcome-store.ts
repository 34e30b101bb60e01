/** Whether the welcome screen stands in for the dashboard. */
import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { create } from 'zustand';
import { orpc } from '../api/client.ts';

const useSkipped = create(() => ({ skipped: false }));

/** The owner wants to look around first; the dashboard shows its own empty state. */
export function skipWelcome(): void {
  useSkipped.setState({ skipped: true });
}

/** True on the home screen of a shop in which nothing was ever entered. */
export function useWelcome(): boolean {
  const [path] = useLocation();
  const skipped = useSkipped((state) => state.skipped);
  const { data } = useQuery(orpc.workspace.get.queryOptions());
  return path === '/' && !skipped && data?.empty === true && data.mode === 'shop';
}
