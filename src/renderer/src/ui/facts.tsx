import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './facts.module.css';

export interface Fact {
  label: string;
  value: ReactNode;
}

/** Texts longer than this, such as an e-mail address, have the room of two. */
const LONG = 20;

/** What is known of a record, label beside value; what is not known is left out. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  const known = facts.filter(({ value }) => Boolean(value));
  return (
    <dl className={classes.facts}>
      {known.map(({ label, value }) => (
        <div
          key={label}
          className={classes.fact}
          data-long={(typeof value === 'string' && value.length > LONG) || undefined}
        >
          <Text component="dt" size="xs" c="dimmed">
            {label}
          </Text>
          <Text component="dd" size="sm" className={classes.value}>
            {value}
          </Text>
        </div>
      ))}
    </dl>
  );
}
