import { type ReactNode, useMemo } from 'react';
import { useSettings } from '../../api/use-settings.ts';
import { FormatsContext, formatsFor } from './use-formats.ts';

/** Gives everything below the formats of the shop. */
export function ShopFormats({ children }: { children: ReactNode }) {
  const { currency, time_zone } = useSettings();
  const formats = useMemo(() => formatsFor(currency, time_zone), [currency, time_zone]);
  return <FormatsContext value={formats}>{children}</FormatsContext>;
}
