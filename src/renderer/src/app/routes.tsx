/**
 * Every screen, one line each, in the order of the navigation. A screen is loaded when first opened.
 * `overlays` are always there, above any screen.
 */
import {
  IconCash,
  IconFileImport,
  IconHistory,
  IconLayoutDashboard,
  IconPackage,
  IconReceipt,
  IconSettings,
  IconUsers,
  type TablerIcon,
} from '@tabler/icons-react';
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
  {
    path: '/sales',
    label: 'Sales',
    icon: IconReceipt,
    Screen: screen(() => import('../features/sales/sales-screen.tsx'), 'SalesScreen'),
  },
  {
    path: '/customers',
    label: 'Customers',
    icon: IconUsers,
    Screen: screen(() => import('../features/customers/customers-screen.tsx'), 'CustomersScreen'),
  },
  {
    path: '/products',
    label: 'Products',
    icon: IconPackage,
    Screen: screen(() => import('../features/products/products-screen.tsx'), 'ProductsScreen'),
  },
  {
    path: '/expenses',
    label: 'Expenses',
    icon: IconCash,
    Screen: screen(() => import('../features/expenses/expenses-screen.tsx'), 'ExpensesScreen'),
  },
  {
    path: '/activity',
    label: 'Activity',
    icon: IconHistory,
    Screen: screen(() => import('../features/activity/activity-screen.tsx'), 'ActivityScreen'),
  },
  {
    path: '/import',
    label: 'Import',
    icon: IconFileImport,
    Screen: screen(() => import('../features/imports/import-screen.tsx'), 'ImportScreen'),
  },
  {
    path: '/settings',
    label: 'Settings',
    icon: IconSettings,
    Screen: screen(() => import('../features/settings/settings-screen.tsx'), 'SettingsScreen'),
  },
];

export const overlays: readonly LazyExoticComponent<ComponentType>[] = [
  screen(() => import('../features/entry/quick-entry.tsx'), 'QuickEntry'),
  screen(() => import('../features/imports/drop-anywhere.tsx'), 'DropAnywhere'),
  screen(() => import('../features/imports/unfinished-imports.ts'), 'UnfinishedImports'),
  screen(() => import('../features/pairing/pairing-dialog.tsx'), 'PairingDialog'),
];
