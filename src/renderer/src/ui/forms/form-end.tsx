import { Group } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './form-end.module.css';

interface FormEndProps {
  /** Before the buttons, such as a total. */
  aside?: ReactNode;
  /** The buttons. */
  children: ReactNode;
}

/** The last row of a form: its buttons, always in sight. */
export function FormEnd({ aside, children }: FormEndProps) {
  return (
    <Group justify="space-between" gap="sm" className={classes.end}>
      <div>{aside}</div>
      <Group gap="xs">{children}</Group>
    </Group>
  );
}
