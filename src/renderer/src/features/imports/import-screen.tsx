import { Stack } from '@mantine/core';
import { Page } from '../../ui/page.tsx';
import { ChooseStep } from './choose-step.tsx';
import { useImportStage } from './import-store.ts';
import { PastImports } from './past-imports.tsx';
import { PreviewStep } from './preview-step.tsx';
import { RunStep } from './run-step.tsx';
import { SendingStep } from './sending-step.tsx';

/** Brings in a file: choose, look, start, result; and what was brought in before. */
export function ImportScreen() {
  const stage = useImportStage((state) => state.stage);
  return (
    <Page
      title="Import"
      description="Bring in sales, customers or expenses from a CSV file of your till, shop or bank."
    >
      <Stack gap="xl">
        {stage.name === 'choose' && <ChooseStep problem={stage.problem} />}
        {stage.name === 'sending' && <SendingStep stage={stage} />}
        {stage.name === 'preview' && <PreviewStep key={stage.uploadId} uploadId={stage.uploadId} />}
        {stage.name === 'running' && <RunStep key={stage.importId} importId={stage.importId} />}
        {(stage.name === 'choose' || stage.name === 'running') && <PastImports />}
      </Stack>
    </Page>
  );
}
