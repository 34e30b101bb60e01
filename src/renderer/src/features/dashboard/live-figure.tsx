import { useState } from 'react';
import classes from './kpi.module.css';

/**
 * A figure that lights up for a moment when it changes while it is looked at. Give it a `key` of the
 * period, so that another period does not count as a change.
 */
export function LiveFigure({ text, className }: { text: string; className?: string | undefined }) {
  const [first] = useState(text);
  return (
    <span className={className} data-testid="kpi-value">
      <span key={text} className={text === first ? undefined : classes.flash}>
        {text}
      </span>
    </span>
  );
}
