import { Button, Group, SegmentedControl, Table, Text } from '@mantine/core';
import type { ImportChoices, NearMatch } from '../../../../shared/schemas/import-check.ts';
import { useFormats } from '../../ui/format/use-formats.ts';
import { decide } from './check-file.ts';
import { Finding } from './finding.tsx';
import { Pages } from './pages.tsx';

interface NearMatchesProps {
  matches: readonly NearMatch[];
  /** New names that were not looked at, in files with very many. */
  notCompared: number;
  choices: ImportChoices;
}

/** Names in the file that are nearly stored ones: the owner says whether they are the same. */
export function NearMatches({ matches, notCompared, choices }: NearMatchesProps) {
  const { number } = useFormats();
  const one = matches.length === 1;
  const isSame = (match: NearMatch) =>
    choices.matches.some(({ kind, in_file }) => kind === match.kind && in_file === match.in_file);
  const asSame = ({ kind, in_file, stored_id }: NearMatch) => ({ kind, in_file, stored_id });
  const choose = (match: NearMatch, same: boolean) => {
    const others = choices.matches.filter(
      ({ kind, in_file }) => kind !== match.kind || in_file !== match.in_file,
    );
    decide({ matches: same ? [...others, asSame(match)] : others });
  };
  const allSame = choices.matches.length === matches.length;
  return (
    <Finding
      data-testid="near-matches"
      title={`${number.count(matches.length)} ${one ? 'name is' : 'names are'} nearly one you have`}
      meaning={`Is it the same with a slip of the finger, or another one? Untouched, each becomes a new one.${
        notCompared > 0
          ? ` ${number.count(notCompared)} more new names were not compared: the file has very many.`
          : ''
      }`}
      control={
        !one && (
          <Button
            variant="default"
            size="xs"
            onClick={() => decide({ matches: allSame ? [] : matches.map(asSame) })}
          >
            {allSame ? 'None are the same' : 'All are the same'}
          </Button>
        )
      }
    >
      <Pages rows={matches} total={matches.length} label="names">
        {(shown) => (
          <Table.ScrollContainer minWidth={560}>
            <Table fz="sm" horizontalSpacing="lg" aria-label="Names that are nearly the same">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">In the file</Table.Th>
                  <Table.Th scope="col">You have</Table.Th>
                  <Table.Th scope="col">Why it may be the same</Table.Th>
                  <Table.Td />
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {shown.map((match) => (
                  <Table.Tr key={`${match.kind} ${match.in_file}`}>
                    <Table.Td>
                      {match.name}
                      <Text size="xs" c="dimmed">
                        {match.kind === 'product' ? 'Product' : 'Customer'}
                      </Text>
                    </Table.Td>
                    <Table.Td>{match.stored_name}</Table.Td>
                    <Table.Td c="dimmed">{match.reason}</Table.Td>
                    <Table.Td>
                      <Group justify="flex-end">
                        <SegmentedControl
                          size="xs"
                          aria-label={`“${match.name}” is`}
                          data={[
                            { value: 'new', label: 'A new one' },
                            { value: 'same', label: 'The same' },
                          ]}
                          value={isSame(match) ? 'same' : 'new'}
                          onChange={(value) => choose(match, value === 'same')}
                        />
                      </Group>
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </Pages>
    </Finding>
  );
}
