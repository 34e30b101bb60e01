import { Box, Button, Kbd, Menu, NavLink, ScrollArea, Text, Tooltip } from '@mantine/core';
import { IconCash, IconPlus, IconReceipt, IconUserPlus } from '@tabler/icons-react';
import { Link, useLocation } from 'wouter';
import { useSettings } from '../api/use-settings.ts';
import { Brand } from '../ui/brand.tsx';
import classes from './navigation.module.css';
import { openQuickEntry, type QuickEntryKind } from './quick-entry-store.ts';
import { screens } from './routes.tsx';

const additions: ReadonlyArray<{
  kind: QuickEntryKind;
  label: string;
  shortcut: string;
  icon: typeof IconCash;
}> = [
  { kind: 'sale', label: 'Sale', shortcut: 'N', icon: IconReceipt },
  { kind: 'customer', label: 'Customer', shortcut: 'C', icon: IconUserPlus },
  { kind: 'expense', label: 'Expense', shortcut: 'E', icon: IconCash },
];

/** The left column: shop, Add, and the screens. On a narrow window it shows icons only. */
export function Navigation() {
  const [path] = useLocation();
  const { shop_name, loaded } = useSettings();
  return (
    <Box className={classes.column}>
      <Box className={classes.head}>
        <Brand />
        <Text className={classes.shop} size="sm" fw={600} truncate title={shop_name}>
          {loaded ? shop_name : ' '}
        </Text>
      </Box>
      <AddMenu />
      <ScrollArea className={classes.links} scrollbarSize={6}>
        {screens.map(({ path: to, label, icon: Icon }) => {
          const active = to === '/' ? path === '/' : path === to || path.startsWith(`${to}/`);
          return (
            <Tooltip key={to} label={label} position="right" classNames={{ tooltip: classes.tip }}>
              <NavLink
                component={Link}
                href={to}
                active={active}
                aria-current={active ? 'page' : undefined}
                aria-label={label}
                label={label}
                leftSection={<Icon size={20} stroke={1.6} aria-hidden />}
                classNames={{ root: classes.link, body: classes.label, section: classes.icon }}
              />
            </Tooltip>
          );
        })}
      </ScrollArea>
    </Box>
  );
}

function AddMenu() {
  return (
    <Menu position="bottom-start" width={208} shadow="md">
      <Menu.Target>
        <Button
          fullWidth
          className={classes.add}
          leftSection={<IconPlus size={18} aria-hidden />}
          aria-label="Add"
          data-testid="add"
        >
          <span className={classes.addText}>Add</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {additions.map(({ kind, label, shortcut, icon: Icon }) => (
          <Menu.Item
            key={kind}
            leftSection={<Icon size={18} stroke={1.6} aria-hidden />}
            rightSection={<Kbd size="xs">{shortcut}</Kbd>}
            onClick={() => openQuickEntry(kind)}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
