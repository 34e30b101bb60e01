import { Autocomplete, Button, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconUserPlus } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { orpc } from '../../api/client.ts';
import { customerLabel } from '../forms/sale-values.ts';

interface CustomerFieldProps {
  text: string;
  /** Whom the text means; null while it means nobody known. */
  customerId: string | null;
  /** The typed name is being added as a new customer. */
  isNew: boolean;
  error?: ReactNode;
  onChange: (text: string, customerId: string | null) => void;
  onAddNew: (name: string) => void;
}

/** Who bought: a known customer by name, id, e-mail or phone, or a new one on the spot. */
export function CustomerField(props: CustomerFieldProps) {
  const { text, customerId, isNew, error, onChange, onAddNew } = props;
  const [query] = useDebouncedValue(text.trim().slice(0, 200), 80);
  const { data, isPlaceholderData } = useQuery(
    orpc.entry.suggestCustomers.queryOptions({
      input: { query },
      enabled: customerId === null && query !== '',
      placeholderData: keepPreviousData,
    }),
  );
  const name = text.trim();
  // Until the answer for this very text is there, only what fits it may be chosen.
  const fresh = !isPlaceholderData && query === name.slice(0, 200);
  const known = new Map(
    (data ?? [])
      .map((one) => [customerLabel(one.id, one.name), one.id] as const)
      .filter(([label]) => fresh || label.toLowerCase().includes(name.toLowerCase())),
  );
  const unknown = name !== '' && customerId === null && !isNew;

  /** A text that names exactly one customer means that customer. */
  const settle = () => {
    if (!unknown) return;
    const wanted = name.toLowerCase();
    const matches = (data ?? []).filter(
      (one) => one.name.toLowerCase() === wanted || one.id.toLowerCase() === wanted,
    );
    const [only] = matches;
    if (only && matches.length === 1) onChange(customerLabel(only.id, only.name), only.id);
  };

  return (
    <div>
      <Autocomplete
        label="Customer"
        placeholder="Nobody in particular"
        autoComplete="off"
        openOnFocus={false}
        clearable
        value={text}
        error={error}
        onChange={(value) => onChange(value, known.get(value) ?? null)}
        onBlur={settle}
        data={query === '' ? [] : [...known.keys()]}
        filter={({ options }) => options}
      />
      {unknown && (
        <Button
          variant="subtle"
          size="compact-xs"
          mt={4}
          leftSection={<IconUserPlus size={14} aria-hidden />}
          onClick={() => onAddNew(name)}
          maw="100%"
        >
          <Text span inherit truncate>
            Add “{name}” as a new customer
          </Text>
        </Button>
      )}
    </div>
  );
}
