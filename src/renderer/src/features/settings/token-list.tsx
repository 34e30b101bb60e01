import { Badge, Button, Group, Table, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { modals } from '@mantine/modals';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ApiToken } from '../../../../shared/schemas/token.ts';
import { client, orpc } from '../../api/client.ts';
import { useFormats } from '../../ui/format/use-formats.ts';
import { scopeNames } from '../../ui/scope-words.ts';
import { showDoneToast, showProblemToast } from '../../ui/undo-toast.tsx';
import { NewToken } from './new-token.tsx';

/** The use of a token is no event, so the list is asked for it: so long, in ms, it may be behind. */
const LAST_USE_MS = 5_000;

/** The tokens by which programs are known; each can be revoked on its own. */
export function TokenList() {
  const { data: tokens = [] } = useQuery(
    orpc.tokens.list.queryOptions({ refetchOnMount: 'always', refetchInterval: LAST_USE_MS }),
  );
  const [adding, { open, close }] = useDisclosure(false);
  return (
    <div>
      <Group justify="space-between" mb="xs">
        <Title order={3} size="h5">
          Tokens
        </Title>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={open}
        >
          New token
        </Button>
      </Group>
      {tokens.length === 0 ? (
        <Text size="sm" c="dimmed">
          No tokens yet. Each till or tool gets its own, so that you see what it did and can shut it
          out alone.
        </Text>
      ) : (
        <Table.ScrollContainer minWidth={520}>
          <Table verticalSpacing={8} aria-label="Tokens">
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">Name</Table.Th>
                <Table.Th scope="col">May</Table.Th>
                <Table.Th scope="col">Last used</Table.Th>
                <Table.Th scope="col">Expires</Table.Th>
                <Table.Td />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {tokens.map((token) => (
                <TokenRow key={token.id} token={token} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      <NewToken opened={adding} onClose={close} />
    </div>
  );
}

function TokenRow({ token }: { token: ApiToken }) {
  const { date } = useFormats();
  const revoked = token.revoked_at !== null;
  const expired = token.expires_at !== null && Date.parse(token.expires_at) <= Date.now();
  return (
    <Table.Tr {...(revoked || expired ? { c: 'dimmed' } : {})}>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>
        {token.name}{' '}
        <Text span size="xs" c="dimmed">
          …{token.hint}
        </Text>
      </Table.Td>
      <Table.Td>{scopeNames(token.scopes)}</Table.Td>
      <Table.Td>{token.last_used_at ? date.dateTime(token.last_used_at) : 'Never'}</Table.Td>
      <Table.Td>{token.expires_at ? date.dateTime(token.expires_at) : 'Never'}</Table.Td>
      <Table.Td ta="end">
        {revoked || expired ? (
          <Badge variant="light" color="gray" tt="none">
            {revoked ? 'Revoked' : 'Expired'}
          </Badge>
        ) : (
          <Button
            size="compact-sm"
            variant="subtle"
            color="red"
            aria-label={`Revoke ${token.name}`}
            onClick={() => confirmRevoking(token)}
          >
            Revoke
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function confirmRevoking(token: ApiToken): void {
  modals.openConfirmModal({
    title: `Revoke “${token.name}”?`,
    children: (
      <Text size="sm">
        The program that uses this token can no longer connect. This cannot be taken back; you can
        make a new token for it.
      </Text>
    ),
    labels: { confirm: 'Revoke', cancel: 'Keep it' },
    confirmProps: { color: 'red' },
    onConfirm: () => {
      client.tokens
        .revoke({ id: token.id })
        .then(() => showDoneToast(`“${token.name}” is revoked.`), showProblemToast);
    },
  });
}
