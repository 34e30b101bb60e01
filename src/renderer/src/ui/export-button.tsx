import { Button, type ButtonProps } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { type ExportKind, type ExportPeriod, exportFile } from '../api/export-file.ts';
import { useToday } from './format/use-today.ts';
import { showProblemToast } from './undo-toast.tsx';

interface ExportButtonProps extends ButtonProps {
  kind: ExportKind;
  period?: ExportPeriod;
}

/** Saves everything of one kind as a CSV file that spreadsheets open and Tillwise imports again. */
export function ExportButton({
  kind,
  period = {},
  children = 'Export CSV',
  ...props
}: ExportButtonProps) {
  const [exporting, setExporting] = useState(false);
  const today = useToday();
  const save = async () => {
    setExporting(true);
    try {
      await exportFile(kind, period, today);
    } catch (error) {
      showProblemToast(error);
    } finally {
      setExporting(false);
    }
  };
  return (
    <Button
      variant="default"
      leftSection={<IconDownload size={16} aria-hidden />}
      loading={exporting}
      onClick={() => void save()}
      {...props}
    >
      {children}
    </Button>
  );
}
