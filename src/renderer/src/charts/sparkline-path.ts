/** Room above and below the line, so that its stroke is not cut off. */
const MARGIN = 2;

/**
 * An SVG path through the values, evenly spaced over the width; zero is always in view so that a
 * small change does not look like a large one.
 * @returns undefined for fewer than two values.
 */
export function sparklinePath(
  values: readonly number[],
  width: number,
  height: number,
): string | undefined {
  if (values.length < 2) return undefined;
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const span = high - low || 1;
  const room = height - 2 * MARGIN;
  const points = values.map((value, index) => {
    const x = (index / (values.length - 1)) * width;
    const y = MARGIN + room - ((value - low) / span) * room;
    return `${round(x)} ${round(y)}`;
  });
  return `M${points.join(' L')}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
