import { type UseFormReturnType, useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { settingsPatch } from '../../../../shared/schemas/settings.ts';
import { orpc } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';
import { useSettings } from '../../api/use-settings.ts';
import { guessShop } from './guess-shop.ts';

interface ShopValues {
  shop_name: string;
  currency: string;
  time_zone: string;
}

export interface ShopFormHandle {
  form: UseFormReturnType<ShopValues>;
  /** Stores the values; false when a field needs a change, which then says so. */
  save: () => Promise<boolean>;
}

/** The shop's details, beginning with a guess from this computer. */
export function useShopForm(): ShopFormHandle {
  const settings = useSettings();
  const update = useMutation(orpc.settings.update.mutationOptions());
  const form = useForm<ShopValues>({
    mode: 'controlled',
    initialValues: { shop_name: '', currency: '', time_zone: '' },
  });
  const { initialize } = form;
  const { loaded, shop_name, currency, time_zone } = settings;
  useEffect(() => {
    if (!loaded) return;
    const { locale, timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    const guess = guessShop(navigator.language || locale, timeZone);
    initialize({
      shop_name,
      currency: guess.currency ?? currency,
      time_zone: guess.timeZone ?? time_zone,
    });
  }, [loaded, shop_name, currency, time_zone, initialize]);

  const save = async () => {
    const parsed = settingsPatch.safeParse(form.getValues());
    if (!parsed.success) {
      form.setErrors(
        Object.fromEntries(
          parsed.error.issues.map(({ path, message }) => [path.join('.'), message]),
        ),
      );
      return false;
    }
    try {
      await update.mutateAsync(parsed.data);
      return true;
    } catch (error) {
      const { fields, message } = problemOf(error);
      form.setErrors(Object.keys(fields).length > 0 ? fields : { shop_name: message });
      return false;
    }
  };
  return { form, save };
}
