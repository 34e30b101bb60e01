import { Button, Checkbox, Table, Text, TextInput } from '@mantine/core';
import type { BadRow, ImportCheck } from '../../../../shared/schemas/import-check.ts';
import { client } from '../../api/client.ts';
import { useFormats } from '../../ui/format/use-formats.ts';
import { AllSuggestions } from './all-suggestions.tsx';
import classes from './bad-rows.module.css';
import { decide, setEdits, setLeaveOut } from './check-file.ts';
import { editCell, type RowEdits } from './corrections.ts';
import { Finding } from './finding.tsx';
import { Pages } from './pages.tsx';

interface BadRowsProps {
  check: ImportCheck;
  /** The owner wants all rows or none. */
  strict: boolean;
  edits: RowEdits;
  /** Rows that were put right before this check. */
  corrected: readonly number[];
  /** Rows that the next check is to leave out. */
  leaveOut: readonly number[];
  uploadId: string;
  /** Enter in a corrected cell. */
  onEnter: () => void;
}

/** Rows that cannot be stored as they stand: why, and a field to put each right. */
export function BadRows(props: BadRowsProps) {
  const { check, strict, edits, corrected, leaveOut, uploadId, onEnter } = props;
  const { number } = useFormats();
  const { bad, bad_rows, suggestions } = check;
  const one = bad_rows === 1;
  const isOpen = bad.some(({ row, errors }) =>
    errors.some(
      ({ column, suggestion }) => suggestion !== null && edits[row]?.[column] !== suggestion,
    ),
  );
  return (
    <Finding
      data-testid="bad-rows"
      title={`${number.count(bad_rows)} ${one ? 'row' : 'rows'} cannot be stored as ${one ? 'it stands' : 'they stand'}`}
      meaning={
        <>
          {one
            ? 'Put it right here, or import the others now: you can save this one with the reason, and import it once it is right.'
            : 'Put them right here, or import the others now: you can save these with the reasons, and import them once they are right.'}
          <Checkbox
            mt="sm"
            label="Import nothing while a row is bad"
            checked={strict}
            onChange={(event) =>
              decide({ mode: event.currentTarget.checked ? 'strict' : 'good_rows' })
            }
          />
        </>
      }
      control={
        suggestions > 1 &&
        (isOpen || bad_rows > bad.length) && (
          <AllSuggestions
            uploadId={uploadId}
            count={suggestions}
            isOpen={isOpen}
            edits={edits}
            corrected={corrected}
          />
        )
      }
    >
      <Pages
        rows={bad}
        total={bad_rows}
        label="bad rows"
        more={{
          uploadId,
          read: async (offset, limit) =>
            (await client.imports.findings({ upload_id: uploadId, part: 'bad', offset, limit }))
              .bad,
        }}
      >
        {(shown) => (
          <Table.ScrollContainer minWidth={640}>
            <Table fz="sm" horizontalSpacing="lg" aria-label="Rows that cannot be stored">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col" w={110}>
                    Row
                  </Table.Th>
                  <Table.Th scope="col" w="30%">
                    The file says
                  </Table.Th>
                  <Table.Th scope="col" w={230}>
                    Put right
                  </Table.Th>
                  <Table.Th scope="col">What is wrong</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {shown.map((row) => (
                  <BadRowLines
                    key={row.row}
                    bad={row}
                    edits={edits}
                    leaveOut={leaveOut}
                    onEnter={onEnter}
                  />
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </Pages>
    </Finding>
  );
}

interface BadRowLinesProps extends Pick<BadRowsProps, 'edits' | 'leaveOut' | 'onEnter'> {
  bad: BadRow;
}

/** A row of the file, with one line for each thing that is wrong with it. */
function BadRowLines({ bad, edits, leaveOut, onEnter }: BadRowLinesProps) {
  const { row, values, errors } = bad;
  const out = leaveOut.includes(row);
  const wrong = new Set(errors.map(({ column }) => column));
  const rest = Object.entries(values)
    .filter(([column, value]) => !wrong.has(column) && value.trim() !== '')
    .map(([, value]) => value);
  return errors.map(({ column, reason, suggestion, value }, index) => {
    const inFile = values[column];
    const now = edits[row]?.[column] ?? inFile ?? '';
    const change = (next: string) => setEdits(editCell(edits, row, column, next, inFile ?? ''));
    return (
      <Table.Tr
        key={`${column} ${reason}`}
        className={index < errors.length - 1 ? classes.more : classes.row}
        data-corrected={now !== (inFile ?? '') || out || undefined}
      >
        <Table.Td c="dimmed">
          {index === 0 && (
            <>
              {row}
              <Button
                variant="subtle"
                size="compact-xs"
                ml={-8}
                display="block"
                aria-label={out ? `Keep row ${row}` : `Leave out row ${row}`}
                onClick={() =>
                  setLeaveOut(out ? leaveOut.filter((one) => one !== row) : [...leaveOut, row])
                }
              >
                {out ? 'Keep' : 'Leave out'}
              </Button>
            </>
          )}
        </Table.Td>
        <Table.Td c="dimmed">
          {index === 0 && (
            <Text size="sm" lineClamp={2} title={rest.join(' · ')}>
              {rest.join(' · ')}
            </Text>
          )}
        </Table.Td>
        <Table.Td>
          {inFile === undefined || out ? (
            value
          ) : (
            <>
              <TextInput
                size="xs"
                label={column}
                placeholder="(empty)"
                value={now}
                onChange={(event) => change(event.currentTarget.value)}
                onKeyDown={(event) => {
                  if (event.key === 'Enter') onEnter();
                }}
              />
              {suggestion !== null && now !== suggestion && (
                <Button variant="light" size="compact-xs" mt={4} onClick={() => change(suggestion)}>
                  Use {suggestion}
                </Button>
              )}
            </>
          )}
        </Table.Td>
        <Table.Td>
          {out
            ? index === 0 && 'Will be left out.'
            : now === (inFile ?? '')
              ? reason
              : 'Will be checked again.'}
        </Table.Td>
      </Table.Tr>
    );
  });
}
