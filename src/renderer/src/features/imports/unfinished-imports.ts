import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useLocation } from 'wouter';
import { orpc } from '../../api/client.ts';
import { useAllImportProgress } from '../../api/import-progress.ts';
import { type EndLoss, useTellEndLoss } from '../../ui/forms/closing.ts';
import { isUnderWay } from './import-status.ts';
import { useImportStage } from './import-store.ts';
import { isPrepared } from './is-prepared.ts';

const running: EndLoss = {
  sentence:
    'An import is running and would stop half way. When you open Tillwise again, it says how to go on.',
  stay: 'Keep it running',
  leave: 'Stop and close',
};

/** Has the owner asked before the end of Tillwise stops an import, or takes the work put into a file. */
export function UnfinishedImports() {
  const { data: stored = [] } = useQuery(orpc.imports.list.queryOptions());
  const news = useAllImportProgress();
  const latest = [...stored.map((batch) => news.get(batch.id) ?? batch), ...news.values()];
  useTellEndLoss(latest.some(isUnderWay) ? running : null);

  const [, navigate] = useLocation();
  const prepared = useImportStage(({ stage }) => isPrepared(stage));
  const loss = useMemo<EndLoss>(
    () => ({
      sentence: 'What you changed for a file is lost: it is not imported yet.',
      stay: 'Keep editing',
      leave: 'Discard and close',
      onStay: () => navigate('/import'),
    }),
    [navigate],
  );
  useTellEndLoss(prepared ? loss : null);
  return null;
}
