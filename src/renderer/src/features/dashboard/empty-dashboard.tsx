import { Button } from '@mantine/core';
import { IconChartHistogram } from '@tabler/icons-react';
import { Link } from 'wouter';
import { openQuickEntry } from '../../app/quick-entry-store.ts';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';

/** The dashboard before the first sale. */
export function EmptyDashboard() {
  return (
    <Card>
      <EmptyState
        icon={IconChartHistogram}
        title="Your figures will appear here"
        actions={
          <>
            <Button onClick={() => openQuickEntry('sale')}>Add your first sale</Button>
            <Button variant="default" component={Link} href="/import">
              Import sales
            </Button>
          </>
        }
      >
        Type a sale, import a file from your till, or let the till send its sales. Each one shows at
        once.
      </EmptyState>
    </Card>
  );
}
