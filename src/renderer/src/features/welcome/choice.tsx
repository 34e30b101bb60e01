import { Loader, Text, ThemeIcon, UnstyledButton } from '@mantine/core';
import type { TablerIcon } from '@tabler/icons-react';
import classes from './welcome.module.css';

interface ChoiceProps {
  icon: TablerIcon;
  title: string;
  text: string;
  onClick: () => void;
  primary?: boolean;
  busy?: boolean;
}

/** One of the ways to begin, as a large button. */
export function Choice({
  icon: Icon,
  title,
  text,
  onClick,
  primary = false,
  busy = false,
}: ChoiceProps) {
  return (
    <UnstyledButton
      className={classes.choice}
      data-primary={primary || undefined}
      disabled={busy}
      aria-busy={busy}
      onClick={onClick}
    >
      <ThemeIcon size={44} radius="md" variant={primary ? 'filled' : 'light'} aria-hidden>
        {busy ? <Loader size={20} color="currentColor" /> : <Icon size={24} stroke={1.6} />}
      </ThemeIcon>
      <Text component="span" display="block" fw={600} mt="md">
        {title}
      </Text>
      <Text component="span" display="block" size="sm" c="dimmed" mt={4}>
        {text}
      </Text>
    </UnstyledButton>
  );
}
