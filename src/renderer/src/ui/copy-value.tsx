import { ActionIcon, Code, CopyButton, Group, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';

interface CopyValueProps {
  /** What it is, as in "Copy the address". */
  what: string;
  value: string;
}

/** A text that is needed elsewhere, with a button that copies it. */
export function CopyValue({ what, value }: CopyValueProps) {
  return (
    <Group gap={6} wrap="nowrap" maw="100%">
      <Code fz="sm" style={{ overflowWrap: 'anywhere' }}>
        {value}
      </Code>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? 'Copied' : `Copy ${what}`}>
            <ActionIcon aria-label={copied ? 'Copied' : `Copy ${what}`} onClick={copy}>
              {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </Group>
  );
}
