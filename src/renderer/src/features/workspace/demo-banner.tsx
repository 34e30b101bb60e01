import { Button } from '@mantine/core';
import { IconFlask } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { orpc } from '../../api/client.ts';
import { Banner } from '../../ui/banner.tsx';
import { showProblemToast } from '../../ui/undo-toast.tsx';

/** Above every screen while demo data is shown: what this is, and the way out in one click. */
export function DemoBanner() {
  const { data } = useQuery(orpc.workspace.get.queryOptions());
  const remove = useMutation(
    orpc.workspace.removeDemo.mutationOptions({ onError: showProblemToast }),
  );
  if (data?.mode !== 'demo') return null;
  return (
    <Banner
      icon={IconFlask}
      data-testid="demo-banner"
      actions={
        <Button
          size="xs"
          variant="white"
          color="dark"
          loading={remove.isPending}
          onClick={() => remove.mutate({})}
        >
          Remove demo data
        </Button>
      }
    >
      You are looking at demo data. It is kept apart from your own shop.
    </Banner>
  );
}
