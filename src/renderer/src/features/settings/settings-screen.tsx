import { Stack } from '@mantine/core';
import { Page } from '../../ui/page.tsx';
import { ApiSection } from './api-section.tsx';
import { DataSection } from './data-section.tsx';
import { LookSection } from './look-section.tsx';
import { ShopSection } from './shop-section.tsx';
import { WebhooksSection } from './webhooks/webhooks-section.tsx';

/** The shop, the look, who may connect, and where the data is. */
export function SettingsScreen() {
  return (
    <Page title="Settings">
      <Stack gap="lg" maw={860}>
        <ShopSection />
        <LookSection />
        <ApiSection />
        <WebhooksSection />
        <DataSection />
      </Stack>
    </Page>
  );
}
