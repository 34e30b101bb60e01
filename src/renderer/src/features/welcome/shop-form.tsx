import { Select, SimpleGrid, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { orpc } from '../../api/client.ts';
import { Card } from '../../ui/card.tsx';
import type { ShopFormHandle } from './use-shop-form.ts';

/** Name, currency and time zone of the shop; each can be changed later in Settings. */
export function ShopForm({ shop }: { shop: ShopFormHandle }) {
  const { data } = useQuery(orpc.settings.choices.queryOptions());
  const { form } = shop;
  return (
    <section aria-labelledby="your-shop">
      <Card>
        <Title order={2} fz="lg" mb="sm" id="your-shop">
          Your shop
        </Title>
        <SimpleGrid cols={3} spacing="md">
          <TextInput
            label="Shop name"
            placeholder="Corner Café"
            key={form.key('shop_name')}
            {...form.getInputProps('shop_name')}
          />
          <Select
            label="Currency"
            searchable
            allowDeselect={false}
            data={withValue(data?.currencies, form.getValues().currency)}
            key={form.key('currency')}
            {...form.getInputProps('currency')}
          />
          <Select
            label="Time zone"
            searchable
            allowDeselect={false}
            data={withValue(data?.time_zones, form.getValues().time_zone)}
            key={form.key('time_zone')}
            {...form.getInputProps('time_zone')}
          />
        </SimpleGrid>
      </Card>
    </section>
  );
}

/** The choices, with the current value among them so that it shows before they have come. */
function withValue(choices: readonly string[] = [], value: string): string[] {
  return choices.includes(value) || value === '' ? [...choices] : [value, ...choices];
}
