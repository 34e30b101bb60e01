import { FormDialog } from '../../../ui/form-dialog.tsx';
import { ShownOnce } from '../shown-once.tsx';

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
    <FormDialog
      opened={secret !== null}
      onClose={onClose}
      title={replaced ? 'The new secret' : 'The secret of your webhook'}
      size={540}
    >
      {secret !== null && (
        <ShownOnce what="the secret" value={secret} onDone={onClose} data-testid="webhook-secret">
          The program checks with it that a message is from your shop, after the Standard Webhooks
          specification.
          {replaced && ' For 24 hours the old secret signs too, so that nothing is lost meanwhile.'}
        </ShownOnce>
      )}
    </FormDialog>
  );
}
