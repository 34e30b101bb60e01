import { Alert, Badge, Group, Stack, Switch, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client, orpc } from '../../api/client.ts';
import { useSettings } from '../../api/use-settings.ts';
import { CopyValue } from '../../ui/copy-value.tsx';
import { showProblemToast } from '../../ui/undo-toast.tsx';
import { ConnectHelp } from './connect-help.tsx';
import { Section } from './section.tsx';
import { TokenList } from './token-list.tsx';

/** Whether tills and tools on this computer may connect, where, and with which tokens. */
export function ApiSection() {
  const { api_enabled, loaded } = useSettings();
  const [switching, setSwitching] = useState(false);
  const { data: workspace, refetch } = useQuery(orpc.workspace.get.queryOptions());
  const api = workspace?.api;

  const turn = async (enabled: boolean) => {
    setSwitching(true);
    try {
      await client.settings.update({ api_enabled: enabled });
      await refetch();
    } catch (error) {
      showProblemToast(error);
    } finally {
      setSwitching(false);
    }
  };

  return (
    <>
      <Section
        title="Tills and tools"
        description="Other programs on this computer can read figures and post sales through the local API. Nothing is reachable from the network or the internet."
      >
        <Stack gap="md">
          <Group gap="md">
            <Switch
              label="Let programs on this computer connect"
              checked={api_enabled}
              disabled={!loaded || switching}
              onChange={(event) => void turn(event.currentTarget.checked)}
            />
            {api && (
              <Badge variant="light" color={api.running ? 'pine' : 'gray'} tt="none">
                {api.running ? 'Running' : 'Off'}
              </Badge>
            )}
          </Group>
          {api?.base_url && (
            <div>
              <Text size="sm" fw={600} mb={4}>
                Address
              </Text>
              <CopyValue what="the address" value={api.base_url} />
            </div>
          )}
          {api?.problem && (
            <Alert
              color="red"
              variant="light"
              role="alert"
              icon={<IconAlertTriangle size={18} aria-hidden />}
            >
              {api.problem}
            </Alert>
          )}
          <TokenList />
        </Stack>
      </Section>
      {api?.base_url && <ConnectHelp baseUrl={api.base_url} />}
    </>
  );
}
