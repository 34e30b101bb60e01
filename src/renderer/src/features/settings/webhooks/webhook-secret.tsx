import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { CopyValue } from '../../../ui/copy-value.tsx';

interface WebhookSecretProps {
  /** Null shows nothing. */
  secret: string | null;
  /** Whether it takes the place of one that still signs for a day. */
  replaced: boolean;
  onClose: () => void;
}

/** The secret of a webhook, this once. */
export function WebhookSecret({ secret, replaced, onClose }: WebhookSecretProps) {
  return (
    <Modal
      opened={secret !== null}
      onClose={onClose}
      title={replaced ? 'The new secret' : 'The secret of your webhook'}
      size={540}
      // What is shown once should not vanish by a slip.
      closeOnClickOutside={false}
    >
      {secret !== null && (
        <Stack gap="md">
          <Alert variant="light" icon={<IconKey size={18} aria-hidden />}>
            Copy it now: Tillwise does not show it again.
          </Alert>
          <div data-testid="webhook-secret">
            <CopyValue what="the secret" value={secret} />
          </div>
          <Text size="sm" c="dimmed">
            The program checks with it that a message is from your shop, after the Standard Webhooks
            specification.
            {replaced &&
              ' For 24 hours the old secret signs too, so that nothing is lost meanwhile.'}
          </Text>
          <Group justify="flex-end">
            <Button onClick={onClose} data-autofocus>
              I have copied it
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
