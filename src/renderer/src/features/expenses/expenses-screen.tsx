import { Group } from '@mantine/core';
import { IconCash } from '@tabler/icons-react';
import { useState } from 'react';
import type { Expense } from '../../../../shared/schemas/expense.ts';
import { client, orpc } from '../../api/client.ts';
import { openQuickEntry } from '../../app/quick-entry-store.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ExportButton } from '../../ui/export-button.tsx';
import { SuggestField } from '../../ui/fields/suggest-field.tsx';
import { useFormats } from '../../ui/format/use-formats.ts';
import { AddButton } from '../../ui/list/add-button.tsx';
import type { Column } from '../../ui/list/data-list.tsx';
import { ListScreen } from '../../ui/list/list-screen.tsx';
import { type Period, PeriodFilter, periodInput } from '../../ui/list/period-filter.tsx';
import { SearchField } from '../../ui/list/search-field.tsx';
import { PAGE_ROWS, useList } from '../../ui/list/use-list.ts';
import { ExpenseDrawer } from './expense-drawer.tsx';
import { useRemoveExpense } from './use-remove-expense.ts';

type Sort = 'date' | '-date' | 'amount' | '-amount';

const addButton = <AddButton onClick={() => openQuickEntry('expense')}>Add expense</AddButton>;

/** Everything the shop spent. */
export function ExpensesScreen() {
  const [q, setQ] = useState('');
  const [category, setCategory] = useState('');
  const [period, setPeriod] = useState<Period>([null, null]);
  const [sort, setSort] = useState<Sort>('-date');
  const [openId, setOpenId] = useState<number | null>(null);
  const remove = useRemoveExpense();
  const filters = {
    ...(q ? { q } : {}),
    ...(category.trim() ? { category: category.trim() } : {}),
    ...periodInput(period),
  };
  const input = { ...filters, sort, limit: PAGE_ROWS };
  const list = useList(
    orpc.expenses.list.key({ type: 'infinite', input }),
    (cursor) => client.expenses.list(cursor ? { ...input, cursor } : input),
    (expense: Expense) => expense,
  );
  const columns = useExpenseColumns();
  return (
    <>
      <ListScreen
        title="Expenses"
        words={['expense', 'expenses']}
        list={list}
        columns={columns}
        sort={sort}
        onSort={setSort}
        openId={openId}
        onOpen={setOpenId}
        onRemove={remove}
        input={input}
        actions={
          <Group gap="xs">
            <ExportButton kind="expenses" period={periodInput(period)} />
            {addButton}
          </Group>
        }
        narrowed={Object.keys(filters).length > 0}
        tools={
          <>
            <SearchField label="Search expenses" onSearch={setQ} />
            <PeriodFilter value={period} onChange={setPeriod} />
            <SuggestField
              of="expense category"
              aria-label="Category"
              placeholder="Any category"
              clearable
              w={160}
              value={category}
              onChange={setCategory}
            />
          </>
        }
        empty={
          <EmptyState icon={IconCash} title="No expenses yet" actions={addButton}>
            Note rent, supplies and bills here, and the dashboard shows what is left as profit.
          </EmptyState>
        }
      />
      <ExpenseDrawer id={openId} onClose={() => setOpenId(null)} />
    </>
  );
}

function useExpenseColumns(): ReadonlyArray<Column<Expense, Sort>> {
  const { money, date } = useFormats();
  return [
    {
      key: 'date',
      header: 'Date',
      width: '130px',
      sort: { up: 'date', down: '-date', first: 'down' },
      cell: (expense) => date.day(expense.date),
    },
    { key: 'description', header: 'What for', cell: ({ description }) => description },
    { key: 'category', header: 'Category', width: '18%', cell: ({ category }) => category ?? '–' },
    {
      key: 'supplier',
      header: 'Supplier',
      width: '16%',
      wide: true,
      cell: ({ supplier }) => supplier ?? '–',
    },
    {
      key: 'amount',
      header: 'Amount',
      width: '140px',
      end: true,
      sort: { up: 'amount', down: '-amount', first: 'down' },
      cell: ({ amount }) => money.exact(amount),
    },
  ];
}
