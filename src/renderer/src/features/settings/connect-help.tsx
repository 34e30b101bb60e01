import { Code, Group, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { CopyValue } from '../../ui/copy-value.tsx';
import { Section } from './section.tsx';

const systems = [
  { value: 'unix', label: 'macOS, Linux' },
  { value: 'windows', label: 'Windows' },
] as const;

/** A first sale from another program, ready to be copied, and where the whole story is. */
export function ConnectHelp({ baseUrl }: { baseUrl: string }) {
  const [system, setSystem] = useState<string>(
    navigator.userAgent.includes('Windows') ? 'windows' : 'unix',
  );
  return (
    <Section
      title="Connect a till"
      description="For whoever sets up the till. A till asks for access by itself, or uses a token that you make above."
    >
      <Stack gap="md">
        <div>
          <Text size="sm" fw={600} mb={4}>
            Every call, with a button to try it: open this address in a browser
          </Text>
          <CopyValue what="the address of the documentation" value={`${baseUrl}/docs`} />
        </div>
        <div>
          <Group justify="space-between" mb={4}>
            <Text size="sm" fw={600}>
              A first sale, as one line for a terminal
            </Text>
            <Select
              aria-label="Kind of computer"
              size="xs"
              w={150}
              allowDeselect={false}
              data={systems}
              value={system}
              onChange={(value) => setSystem(value ?? 'unix')}
            />
          </Group>
          <div data-testid="curl-line">
            <CopyValue what="the line" value={curlLine(baseUrl, system === 'windows')} />
          </div>
          <Text size="xs" c="dimmed" mt={6}>
            Put a token in the place of <Code fz="xs">YOUR_TOKEN</Code>. It adds a real sale, which
            you can delete on the Sales screen.
          </Text>
        </div>
      </Stack>
    </Section>
  );
}

/** The Windows command line knows no single quotes. */
function curlLine(baseUrl: string, windows: boolean): string {
  const body = '{"product_name":"Tea","amount":2.5}';
  const quoted = windows ? `"${body.replaceAll('"', '\\"')}"` : `'${body}'`;
  return `curl ${baseUrl}/api/v1/sales -H "Authorization: Bearer YOUR_TOKEN" -H "Content-Type: application/json" -d ${quoted}`;
}
