import { Spotlight, type SpotlightActionData } from '@mantine/spotlight';
import { IconCash, IconReceipt, IconSearch, IconUserPlus } from '@tabler/icons-react';
import { useLocation } from 'wouter';
import { openQuickEntry } from './quick-entry-store.ts';
import { screens } from './routes.tsx';

/** Ctrl/Cmd+K: go anywhere or add anything without the mouse. */
export function CommandPalette() {
  const [, navigate] = useLocation();
  const adds: SpotlightActionData[] = [
    {
      id: 'add-sale',
      label: 'Add a sale',
      keywords: ['new', 'ticket', 'revenue'],
      leftSection: <IconReceipt size={20} stroke={1.6} aria-hidden />,
      onClick: () => openQuickEntry('sale'),
    },
    {
      id: 'add-customer',
      label: 'Add a customer',
      keywords: ['new', 'client'],
      leftSection: <IconUserPlus size={20} stroke={1.6} aria-hidden />,
      onClick: () => openQuickEntry('customer'),
    },
    {
      id: 'add-expense',
      label: 'Add an expense',
      keywords: ['new', 'cost', 'bill'],
      leftSection: <IconCash size={20} stroke={1.6} aria-hidden />,
      onClick: () => openQuickEntry('expense'),
    },
  ];
  const places: SpotlightActionData[] = screens.map(({ path, label, icon: Icon }) => ({
    id: `go-${path}`,
    label: `Go to ${label}`,
    leftSection: <Icon size={20} stroke={1.6} aria-hidden />,
    onClick: () => navigate(path),
  }));
  return (
    <Spotlight
      actions={[...adds, ...places]}
      shortcut="mod + K"
      attributes={{ content: { 'aria-label': 'Commands' } }}
      nothingFound="Nothing of that name"
      searchProps={{
        leftSection: <IconSearch size={18} stroke={1.6} aria-hidden />,
        placeholder: 'Add something or go somewhere',
        'aria-label': 'Add something or go somewhere',
      }}
    />
  );
}
