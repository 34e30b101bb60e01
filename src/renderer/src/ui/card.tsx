import { Paper, type PaperProps } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './card.module.css';

interface CardProps extends PaperProps {
  children: ReactNode;
  'data-testid'?: string;
}

/** A surface on the canvas with a hair line around it. */
export function Card({ children, className, ...props }: CardProps) {
  return (
    <Paper p="lg" className={className ? `${classes.card} ${className}` : classes.card} {...props}>
      {children}
    </Paper>
  );
}
