/**
 * Every screen, one line each, in the order of the navigation. A screen is loaded when first opened.
 * `overlays` are always there, above any screen.
 */
import { IconLayoutDashboard, type TablerIcon } from '@tabler/icons-react';
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

export interface ScreenRoute {
  path: string;
  label: string;
  icon: TablerIcon;
  Screen: LazyExoticComponent<ComponentType>;
}

/** A lazily loaded named export, because nothing here has a default export. */
function screen<Name extends string>(
  load: () => Promise<Record<Name, ComponentType>>,
  name: Name,
): LazyExoticComponent<ComponentType> {
  return lazy(async () => ({ default: (await load())[name] }));
}

export const screens: readonly ScreenRoute[] = [
  {
    path: '/',
    label: 'Dashboard',
    icon: IconLayoutDashboard,
    Screen: screen(() => import('./home-screen.tsx'), 'HomeScreen'),
  },
];

export const overlays: readonly LazyExoticComponent<ComponentType>[] = [];
