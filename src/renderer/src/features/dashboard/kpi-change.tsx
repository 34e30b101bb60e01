import { VisuallyHidden } from '@mantine/core';
import { IconArrowDownRight, IconArrowUpRight, IconMinus } from '@tabler/icons-react';
import type { KpiDefinition, KpiValue } from '../../../../shared/schemas/kpi.ts';
import { changeText } from '../../ui/format/change-format.ts';
import { useFormats } from '../../ui/format/use-formats.ts';
import classes from './kpi.module.css';
import { kpiText } from './kpi-text.ts';

const arrows = { up: IconArrowUpRight, down: IconArrowDownRight, same: IconMinus } as const;
const words = { up: 'Up', down: 'Down', same: 'Unchanged' } as const;

interface KpiChangeProps {
  figure: KpiValue;
  definition: KpiDefinition;
  /** Also say what it was before. */
  withBefore?: boolean;
}

/** How a figure moved against its comparison; nothing when nothing is compared. */
export function KpiChange({ figure, definition, withBefore = false }: KpiChangeProps) {
  const formats = useFormats();
  if (figure.compared === null) return null;
  const before = kpiText(figure.compared, definition.unit, formats);
  if (figure.change === null) {
    return withBefore ? <span className={classes.before}>from {before}</span> : null;
  }
  const { text, direction, mood } = changeText(figure.change, definition.unit, definition.better);
  const Arrow = arrows[direction];
  return (
    <span className={classes.changeLine}>
      <span className={classes.change} data-mood={mood}>
        <Arrow size={15} stroke={2} aria-hidden />
        <VisuallyHidden>{words[direction]} </VisuallyHidden>
        {text}
      </span>
      {withBefore && <span className={classes.before}>from {before}</span>}
    </span>
  );
}
