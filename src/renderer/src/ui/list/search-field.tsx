import { ActionIcon, Kbd, TextInput } from '@mantine/core';
import { useDebouncedCallback, useHotkeys } from '@mantine/hooks';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useRef, useState } from 'react';

/** How long the typing must rest before the list is searched. */
const REST_MS = 150;

interface SearchFieldProps {
  label: string;
  onSearch: (text: string) => void;
}

/** Searches the list as one types; "/" jumps here, Escape empties it. */
export function SearchField({ label, onSearch }: SearchFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const search = useDebouncedCallback((next: string) => onSearch(next.trim()), REST_MS);
  useHotkeys([['/', () => field.current?.focus()]]);
  const change = (next: string) => {
    setText(next);
    search(next);
  };
  return (
    <TextInput
      ref={field}
      type="search"
      aria-label={label}
      placeholder={label}
      maxLength={200}
      flex="1 1 220px"
      maw={380}
      leftSection={<IconSearch size={16} stroke={1.6} aria-hidden />}
      rightSection={
        text ? (
          <ActionIcon size="sm" aria-label="Empty the search" onClick={() => change('')}>
            <IconX size={14} aria-hidden />
          </ActionIcon>
        ) : (
          <Kbd size="xs" aria-hidden>
            /
          </Kbd>
        )
      }
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && text) change('');
        if (event.key === 'ArrowDown') {
          event.preventDefault();
          document.querySelector<HTMLElement>('tr[tabindex="0"]')?.focus();
        }
      }}
    />
  );
}
