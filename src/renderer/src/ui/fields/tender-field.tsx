import { Autocomplete, type AutocompleteProps } from '@mantine/core';

interface TenderFieldProps extends Omit<AutocompleteProps, 'data' | 'value' | 'onChange'> {
  value?: string;
  onChange?: (text: string) => void;
}

/** How something was paid; the usual ways to choose from. */
export function TenderField(props: TenderFieldProps) {
  return (
    <Autocomplete
      label="Paid by"
      autoComplete="off"
      openOnFocus={false}
      data={['Cash', 'Card', 'Bank transfer', 'Voucher']}
      {...props}
    />
  );
}
