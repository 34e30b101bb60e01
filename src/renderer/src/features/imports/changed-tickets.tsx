import { SegmentedControl, Table, Text } from '@mantine/core';
import {
  type ChangedTicket,
  type ImportCheck,
  type ImportChoices,
  importChoices,
} from '../../../../shared/schemas/import-check.ts';
import { client } from '../../api/client.ts';
import { useFormats } from '../../ui/format/use-formats.ts';
import { decide } from './check-file.ts';
import { Finding } from './finding.tsx';
import { Pages } from './pages.tsx';

type Choice = ImportChoices['changed'];
const choiceNamed = importChoices.shape.changed;

interface ChangedTicketsProps {
  changed: ImportCheck['changed'];
  choices: ImportChoices;
  uploadId: string;
}

/** Tickets that are stored with another content: what differs, and which of both counts. */
export function ChangedTickets({ changed, choices, uploadId }: ChangedTicketsProps) {
  const { number, date } = useFormats();
  const one = changed.records === 1;
  const choiceOf = (id: number): Choice =>
    choices.changed_tickets.find(({ sale_id }) => sale_id === id)?.choice ?? choices.changed;
  const choose = ({ sale_id }: ChangedTicket, choice: Choice) => {
    const others = choices.changed_tickets.filter((ticket) => ticket.sale_id !== sale_id);
    decide({
      changed_tickets: choice === choices.changed ? others : [...others, { sale_id, choice }],
    });
  };
  const mixed = choices.changed_tickets.length > 0;
  return (
    <Finding
      data-testid="changed-tickets"
      title={`${number.count(changed.records)} ${one ? 'ticket differs' : 'tickets differ'} from what is stored`}
      meaning="They were perhaps corrected on the till since, or changed here. Which ones count?"
      control={
        <SegmentedControl
          size="xs"
          aria-label="All tickets that differ"
          data={[
            { value: 'keep', label: one ? 'Keep mine' : 'Keep all mine' },
            { value: 'replace', label: one ? 'Take the file’s' : 'Take all of the file' },
            { value: 'add', label: 'Count both' },
            ...(mixed ? [{ value: 'mixed', label: 'One by one' }] : []),
          ]}
          value={mixed ? 'mixed' : choices.changed}
          onChange={(value) => {
            const choice = choiceNamed.safeParse(value);
            if (choice.success) decide({ changed: choice.data, changed_tickets: [] });
          }}
        />
      }
    >
      <Pages
        rows={changed.tickets}
        total={changed.records}
        label="tickets that differ"
        more={{
          uploadId,
          read: async (offset, limit) =>
            (
              await client.imports.findings({
                upload_id: uploadId,
                part: 'changed',
                offset,
                limit,
              })
            ).changed,
        }}
      >
        {(tickets) => (
          <Table.ScrollContainer minWidth={560}>
            <Table fz="sm" horizontalSpacing="lg" aria-label="Tickets that differ">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">Ticket</Table.Th>
                  <Table.Th scope="col">What differs</Table.Th>
                  <Table.Th scope="col">Stored</Table.Th>
                  <Table.Th scope="col">In the file</Table.Th>
                  <Table.Th scope="col" ta="end">
                    Which counts
                  </Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {tickets.map((ticket) => (
                  <Table.Tr key={ticket.sale_id} style={{ verticalAlign: 'top' }}>
                    <Table.Td>
                      {ticket.number}
                      <Text size="xs" c="dimmed">
                        {date.day(ticket.business_date)}
                      </Text>
                    </Table.Td>
                    {(['what', 'stored', 'in_file'] as const).map((part) => (
                      <Table.Td key={part} {...(part === 'what' ? { c: 'dimmed' } : {})}>
                        {ticket.differences.map((difference) => (
                          <div key={difference.what}>{difference[part] || '–'}</div>
                        ))}
                      </Table.Td>
                    ))}
                    <Table.Td ta="end">
                      <SegmentedControl
                        size="xs"
                        aria-label={`Ticket ${ticket.number}`}
                        data={[
                          { value: 'keep', label: 'Mine' },
                          { value: 'replace', label: 'The file’s' },
                          { value: 'add', label: 'Both' },
                        ]}
                        value={choiceOf(ticket.sale_id)}
                        onChange={(value) => choose(ticket, choiceNamed.parse(value))}
                      />
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
