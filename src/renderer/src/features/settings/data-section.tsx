import { Alert, Button, Group, List, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { orpc } from '../../api/client.ts';
import { CopyValue } from '../../ui/copy-value.tsx';
import { ExportButton } from '../../ui/export-button.tsx';
import { useFormats } from '../../ui/format/use-formats.ts';
import { LoadProblem } from '../../ui/load-problem.tsx';
import { Section } from './section.tsx';

/** Where everything is stored, whether the figures are right, and which Tillwise this is. */
export function DataSection() {
  const { data: workspace } = useQuery(orpc.workspace.get.queryOptions());
  const { number } = useFormats();
  const check = useMutation(orpc.workspace.verify.mutationOptions());
  const checkNow = () => check.mutate(undefined);
  return (
    <Section
      title="Your data"
      description="Everything stays on this computer, in one folder. To keep a backup, close Tillwise and copy the folder."
    >
      <Stack gap="md">
        {workspace && (
          <div>
            <Text size="sm" fw={600} mb={4}>
              Folder
            </Text>
            <CopyValue what="the folder" value={workspace.data_dir} />
          </div>
        )}
        <div>
          <Text size="sm" fw={600} mb={4}>
            Everything as CSV
          </Text>
          <Group gap="xs">
            <ExportButton kind="sales" size="xs">
              Sales
            </ExportButton>
            <ExportButton kind="products" size="xs">
              Products
            </ExportButton>
            <ExportButton kind="customers" size="xs">
              Customers
            </ExportButton>
            <ExportButton kind="expenses" size="xs">
              Expenses
            </ExportButton>
          </Group>
          <Text size="sm" c="dimmed" mt={6} maw={560}>
            For a spreadsheet or another program. Tillwise imports these files again without loss:
            products and customers first, then sales and expenses.
          </Text>
        </div>
        <Group gap="md">
          <Button variant="default" loading={check.isPending} onClick={checkNow}>
            Check the figures
          </Button>
          <Text size="sm" c="dimmed" maw={420}>
            Counts everything again from the sales themselves and compares it with what the
            dashboard shows.
          </Text>
        </Group>
        {check.error && <LoadProblem error={check.error} onRetry={checkNow} />}
        {check.data?.clean && (
          <Alert variant="light" role="status" icon={<IconCheck size={18} aria-hidden />}>
            All {number.count(check.data.checked)} figures are right.
          </Alert>
        )}
        {check.data && !check.data.clean && (
          <Alert
            color="red"
            variant="light"
            role="alert"
            title="Some figures differ"
            icon={<IconAlertTriangle size={18} aria-hidden />}
          >
            <List size="sm">
              {check.data.differences.slice(0, MOST_SHOWN).map((difference) => (
                <List.Item key={difference}>{difference}</List.Item>
              ))}
            </List>
          </Alert>
        )}
        {workspace && (
          <Text size="sm" c="dimmed">
            Tillwise {workspace.app_version}
          </Text>
        )}
      </Stack>
    </Section>
  );
}

const MOST_SHOWN = 20;
