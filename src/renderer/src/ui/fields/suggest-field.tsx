import { Autocomplete, type AutocompleteProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { orpc } from '../../api/client.ts';

/** How long the typing must rest before suggestions are fetched. */
const REST_MS = 80;

interface SuggestFieldProps extends Omit<AutocompleteProps, 'data' | 'value' | 'onChange'> {
  of: 'product' | 'product category' | 'expense category';
  value?: string;
  onChange?: (text: string) => void;
}

/** Free text with names the shop already uses to choose from. */
export function SuggestField({ of, value = '', ...props }: SuggestFieldProps) {
  const [query] = useDebouncedValue(value.trim().slice(0, 200), REST_MS);
  const products = useQuery(
    orpc.entry.suggestProducts.queryOptions({
      input: { query },
      enabled: of === 'product',
      placeholderData: keepPreviousData,
    }),
  );
  const categories = useQuery(
    orpc.entry.suggestCategories.queryOptions({
      input: { query, kind: of === 'expense category' ? 'expense' : 'product' },
      enabled: of !== 'product',
      placeholderData: keepPreviousData,
    }),
  );
  const asked = of === 'product' ? products : categories;
  const typed = value.trim().toLowerCase();
  // Until the answer for this very text is there, only what fits it may be chosen.
  const fresh = !asked.isPlaceholderData && query === value.trim().slice(0, 200);
  const data = (asked.data ?? []).filter((name) => fresh || name.toLowerCase().includes(typed));
  return (
    <Autocomplete
      autoComplete="off"
      openOnFocus={false}
      {...props}
      value={value}
      data={[...new Set(data)]}
      // The core has already chosen and ordered them.
      filter={({ options }) => options}
    />
  );
}
