import { Stack } from '@mantine/core';
import { useEffect } from 'react';
import { Page } from '../../ui/page.tsx';
import { CheckingStep } from './checking-step.tsx';
import { ChooseStep } from './choose-step.tsx';
import { FilesSummary } from './files-summary.tsx';
import { FoundStep } from './found-step.tsx';
import { goOnWhereItWas } from './go-on.ts';
import { type ImportStage, useImportStage } from './import-store.ts';
import { LookStep } from './look-step.tsx';
import { PastImports } from './past-imports.tsx';
import { RefusedStep } from './refused-step.tsx';
import { RunStep } from './run-step.tsx';
import { SendingStep } from './sending-step.tsx';

/** Brings in files: choose, look, check, decide, import; and what was brought in before. */
export function ImportScreen() {
  const stage = useImportStage((state) => state.stage);
  useEffect(() => {
    void goOnWhereItWas();
  }, []);
  const between = ['choose', 'refused', 'running', 'summary'].includes(stage.name);
  return (
    <Page
      title="Import"
      description="Bring in sales, products, customers or expenses from a file of your till, shop or bank."
    >
      <Stack gap="xl">
        <StepOf stage={stage} />
        {between && <PastImports />}
      </Stack>
    </Page>
  );
}

function StepOf({ stage }: { stage: ImportStage }) {
  switch (stage.name) {
    case 'choose':
      return <ChooseStep />;
    case 'sending':
      return <SendingStep stage={stage} />;
    case 'refused':
      return <RefusedStep stage={stage} />;
    case 'look':
      return <LookStep key={stage.uploadId} stage={stage} />;
    case 'checking':
      return <CheckingStep stage={stage} />;
    case 'found':
      return <FoundStep stage={stage} />;
    case 'running':
      return <RunStep key={stage.importId} importId={stage.importId} />;
    case 'summary':
      return <FilesSummary />;
  }
}
