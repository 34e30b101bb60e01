import { Badge, Button, Group, Text, ThemeIcon } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconBookmark,
  IconCash,
  IconFileImport,
  IconFolder,
  IconHistory,
  IconKey,
  IconPackage,
  IconPlugConnected,
  IconReceipt,
  IconSettings,
  IconUsers,
  IconWand,
  IconWebhook,
  type TablerIcon,
} from '@tabler/icons-react';
import { memo } from 'react';
import type { EventEntry } from '../../../../shared/schemas/event.ts';
import { ChangeList } from '../../ui/change-list.tsx';
import { CopyText } from '../../ui/copy-text.tsx';
import { useFormats } from '../../ui/format/use-formats.ts';
import { sourceWords } from '../../ui/source-words.ts';
import classes from './activity-entry.module.css';

const icons: Record<string, TablerIcon> = {
  sale: IconReceipt,
  customer: IconUsers,
  product: IconPackage,
  expense: IconCash,
  import: IconFileImport,
  mapping: IconBookmark,
  watch_folder: IconFolder,
  expense_rule: IconWand,
  setting: IconSettings,
  token: IconKey,
  webhook: IconWebhook,
  pairing: IconPlugConnected,
};

/**
 * One thing that happened; what a change changed unfolds. Drawn again only when it is another one: a
 * busy till puts entries on top of hundreds that stay as they are.
 */
export const ActivityEntry = memo(({ entry }: { entry: EventEntry }) => {
  const [opened, { toggle }] = useDisclosure(false);
  const { date } = useFormats();
  const { changes } = entry;
  const Icon = icons[entry.entity] ?? IconHistory;
  return (
    <div className={classes.entry} data-testid="trail-entry">
      <ThemeIcon variant="light" color="gray" radius="xl" size={34} aria-hidden>
        <Icon size={18} stroke={1.6} />
      </ThemeIcon>
      <div className={classes.body}>
        <Text size="sm" className={classes.summary}>
          {entry.summary}
        </Text>
        <Group gap={8} mt={2}>
          <Text size="xs" c="dimmed">
            {date.time(entry.occurred_at)} · {entry.actor}
          </Text>
          <Badge size="xs" variant="default" tt="none" fw={500}>
            {sourceWords(entry.source)}
          </Badge>
          {entry.source === 'api' && (
            <CopyText what="the request id" value={entry.correlation_id} prefix="Request" />
          )}
          {changes.length > 0 && (
            <Button variant="subtle" size="compact-xs" aria-expanded={opened} onClick={toggle}>
              {opened ? 'Hide' : 'Show'}{' '}
              {changes.length === 1 ? 'the change' : `${changes.length} changes`}
            </Button>
          )}
        </Group>
        {opened && <ChangeList changes={changes} />}
      </div>
    </div>
  );
});
ActivityEntry.displayName = 'ActivityEntry';
