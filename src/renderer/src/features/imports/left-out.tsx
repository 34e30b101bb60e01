import { List, Stack, Text } from '@mantine/core';
import type { ImportCheck } from '../../../../shared/schemas/import-check.ts';
import { useFormats } from '../../ui/format/use-formats.ts';
import { Finding } from './finding.tsx';

/** Rows that are no records of the shop, by reason, and amounts that are rounded. */
export function LeftOut({ check }: { check: ImportCheck }) {
  const { number } = useFormats();
  const rows = (count: number) => `${number.count(count)} ${count === 1 ? 'row' : 'rows'}`;
  const total = check.excluded.reduce((sum, one) => sum + one.rows, 0);
  return (
    <>
      {total > 0 && (
        <Finding
          data-testid="left-out"
          title={`${rows(total)} ${total === 1 ? 'is' : 'are'} left out`}
          meaning={
            <List size="sm" spacing={2} mt={4}>
              {check.excluded.map((one) => (
                <List.Item key={one.reason}>
                  {rows(one.rows)}: {one.reason}
                </List.Item>
              ))}
            </List>
          }
        />
      )}
      {check.rounded_lines > 0 && (
        <Stack px="lg">
          <Text size="sm" c="dimmed">
            {number.count(check.rounded_lines)}{' '}
            {check.rounded_lines === 1 ? 'line is' : 'lines are'} rounded to the smallest coin,
            because price × quantity gives more decimals.
          </Text>
        </Stack>
      )}
    </>
  );
}
