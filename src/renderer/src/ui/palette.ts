/** The colours of the page by their part in it, for style sheets (`--tw-…`) and for charts. */
export interface Palette {
  canvas: string;
  card: string;
  line: string;
  ink: string;
  inkSoft: string;
  good: string;
  bad: string;
  flash: string;
  chosen: string;
  chosenInk: string;
  scroll: string;
  demo: string;
  demoInk: string;
  chartMain: string;
  chartMainSoft: string;
  chartBefore: string;
  chartGrid: string;
  /** For parts of a whole, in this order; the last is for "everything else". */
  series: readonly [string, string, string, string, string, string];
}

// Text colours have a contrast of 4.5:1 or more on both canvas and card.
export const lightPalette: Palette = {
  canvas: '#faf8f5',
  card: '#ffffff',
  line: '#eae4db',
  ink: '#28221c',
  inkSoft: '#6f6353',
  good: '#1d6f47',
  bad: '#a83c25',
  flash: '#dcebe5',
  chosen: '#e3efe9',
  chosenInk: '#185544',
  scroll: '#d5cbbd',
  demo: '#f6e3c8',
  demoInk: '#5a3d14',
  chartMain: '#1f6753',
  chartMainSoft: 'rgba(31, 103, 83, 0.14)',
  chartBefore: '#a0937f',
  chartGrid: '#efeae2',
  series: ['#1f6753', '#d08a4a', '#6d8fb0', '#a8577e', '#8a9a4b', '#b8ab98'],
};

export const darkPalette: Palette = {
  canvas: '#191715',
  card: '#23201d',
  line: '#37322d',
  ink: '#ece6de',
  inkSoft: '#aea498',
  good: '#74c89d',
  bad: '#f09a86',
  flash: '#24443a',
  chosen: '#22352e',
  chosenInk: '#a9d9c8',
  scroll: '#4a443d',
  demo: '#43341f',
  demoInk: '#f1d9b3',
  chartMain: '#63b79d',
  chartMainSoft: 'rgba(99, 183, 157, 0.16)',
  chartBefore: '#8d8377',
  chartGrid: '#332f2a',
  series: ['#63b79d', '#e0a468', '#8fb0cf', '#cf86a8', '#b0bf72', '#857b70'],
};

/** The palette as custom properties: `inkSoft` is `--tw-ink-soft`, the first series `--tw-series-1`. */
export function paletteVariables(palette: Palette): Record<string, string> {
  const { series, ...parts } = palette;
  const named = Object.entries(parts).map(([part, colour]) => [
    `--tw-${part.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    colour,
  ]);
  const numbered = series.map((colour, index) => [`--tw-series-${index + 1}`, colour]);
  return Object.fromEntries([...named, ...numbered]);
}
