import { Stack } from '@mantine/core';
import { Page } from '../../ui/page.tsx';
import { ApiSection } from './api-section.tsx';
import { DataSection } from './data-section.tsx';
import { ExpenseRulesSection } from './expense-rules/expense-rules-section.tsx';
import { LookSection } from './look-section.tsx';
import { MappingsSection } from './mappings/mappings-section.tsx';
import { ShopSection } from './shop-section.tsx';
import { WatchFoldersSection } from './watch-folders/watch-folders-section.tsx';
import { WebhooksSection } from './webhooks/webhooks-section.tsx';

/** The shop, the look, how files are read, who may connect, and where the data is. */
export function SettingsScreen() {
  return (
    <Page title="Settings">
      <Stack gap="lg" maw={860}>
        <ShopSection />
        <LookSection />
        <MappingsSection />
        <WatchFoldersSection />
        <ExpenseRulesSection />
        <ApiSection />
        <WebhooksSection />
        <DataSection />
      </Stack>
    </Page>
  );
}
