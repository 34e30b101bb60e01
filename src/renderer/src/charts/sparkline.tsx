import { sparklinePath } from './sparkline-path.ts';

interface SparklineProps {
  values: readonly number[];
  width?: number;
  height?: number;
}

/** The course of a figure at a glance. Decorative: the value beside it is the information. */
export function Sparkline({ values, width = 96, height = 32 }: SparklineProps) {
  const path = sparklinePath(values, width, height);
  if (!path) return null;
  return (
    <svg
      width="100%"
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d={`${path} L${width} ${height} L0 ${height} Z`} fill="var(--tw-chart-main-soft)" />
      <path
        d={path}
        fill="none"
        stroke="var(--tw-chart-main)"
        strokeWidth="1.6"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
