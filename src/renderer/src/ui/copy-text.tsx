import { CopyButton, Text, Tooltip, UnstyledButton } from '@mantine/core';

interface CopyTextProps {
  /** What it is, as in "Copy the request id". */
  what: string;
  value: string;
  /** Stands before the value. */
  prefix: string;
}

/** A small dimmed text that a click copies whole, however much of it there is room for. */
export function CopyText({ what, value, prefix }: CopyTextProps) {
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? 'Copied' : `Copy ${what}`}>
          <UnstyledButton onClick={copy}>
            <Text size="xs" c="dimmed" maw={190} truncate>
              {prefix} {value}
            </Text>
          </UnstyledButton>
        </Tooltip>
      )}
    </CopyButton>
  );
}
