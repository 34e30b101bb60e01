import { Button, Group, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import type { Settings } from '../../../../shared/schemas/settings.ts';
import { client, orpc } from '../../api/client.ts';
import { AmountField } from '../../ui/fields/amount-field.tsx';
import { editableAmount, typedAmount } from '../../ui/format/typed-amount.ts';
import { useFormats } from '../../ui/format/use-formats.ts';
import { FormProblem } from '../../ui/forms/form-problem.tsx';
import { FieldProblems, useSaving } from '../../ui/forms/use-saving.ts';
import { showDoneToast } from '../../ui/undo-toast.tsx';
import { currencyChoices, dayEndChoices, weekdayChoices } from './choices.ts';
import { Section } from './section.tsx';

interface ShopValues {
  shop_name: string;
  currency: string;
  time_zone: string;
  day_end_hour: string;
  first_weekday: string;
  vip_threshold: string;
}

/** Name, money, clock and calendar of the shop. */
export function ShopSection() {
  const { data } = useQuery(orpc.settings.get.queryOptions());
  return (
    <Section title="Your shop">{data && <ShopForm key={shopKey(data)} settings={data} />}</Section>
  );
}

/** Another stored shop starts the form anew; a change of the look or of the API does not. */
function shopKey({ color_scheme: _look, api_enabled: _api, ...shop }: Settings): string {
  return JSON.stringify(shop);
}

function ShopForm({ settings }: { settings: Settings }) {
  const { money } = useFormats();
  const { data: choices } = useQuery(orpc.settings.choices.queryOptions());
  const form = useForm<ShopValues>({
    initialValues: {
      shop_name: settings.shop_name,
      currency: settings.currency,
      time_zone: settings.time_zone,
      day_end_hour: String(settings.day_end_hour),
      first_weekday: String(settings.first_weekday),
      vip_threshold: editableAmount(settings.vip_threshold, money.digits),
    },
  });
  const { save, saving, problem } = useSaving(form, (path) => path in form.values);

  const saveShop = async () => {
    const saved = await save(async () => {
      const { day_end_hour, first_weekday, vip_threshold, ...texts } = form.getValues();
      const threshold = typedAmount(vip_threshold, money.digits);
      if (threshold.state !== 'amount') {
        throw new FieldProblems({
          vip_threshold:
            threshold.state === 'problem' ? threshold.problem : 'Write an amount, such as 500.',
        });
      }
      await client.settings.update({
        ...texts,
        day_end_hour: Number(day_end_hour),
        first_weekday: Number(first_weekday),
        vip_threshold: threshold.amount,
      });
    });
    if (saved) showDoneToast('Your settings are saved.');
  };

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void saveShop();
      }}
    >
      <Stack gap="md">
        <TextInput label="Shop name" {...form.getInputProps('shop_name')} />
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
          <Select
            label="Currency"
            searchable
            allowDeselect={false}
            nothingFoundMessage="No such currency"
            limit={60}
            data={currencyChoices(choices?.currencies ?? [settings.currency])}
            {...form.getInputProps('currency')}
          />
          <Select
            label="Time zone"
            searchable
            allowDeselect={false}
            nothingFoundMessage="No such time zone"
            limit={60}
            data={choices?.time_zones ?? [settings.time_zone]}
            {...form.getInputProps('time_zone')}
          />
          <Select
            label="The business day ends at"
            description="What you sell before it counts for the day before."
            allowDeselect={false}
            data={dayEndChoices()}
            {...form.getInputProps('day_end_hour')}
          />
          <Select
            label="The week begins on"
            description="For “this week” and the calendars."
            allowDeselect={false}
            data={weekdayChoices()}
            {...form.getInputProps('first_weekday')}
          />
          <AmountField
            label="A customer is a VIP above"
            description="Counted in net sales over all time."
            {...form.getInputProps('vip_threshold')}
          />
        </SimpleGrid>
        <FormProblem problem={problem} />
        <Group gap="sm">
          <Button type="submit" loading={saving} disabled={!form.isDirty()}>
            Save
          </Button>
          {form.isDirty() && (
            <>
              <Button variant="subtle" color="gray" onClick={() => form.reset()}>
                Discard
              </Button>
              <Text size="sm" c="dimmed">
                Not saved yet
              </Text>
            </>
          )}
        </Group>
      </Stack>
    </form>
  );
}
