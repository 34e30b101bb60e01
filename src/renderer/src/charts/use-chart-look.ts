import { useComputedColorScheme } from '@mantine/core';
import { useReducedMotion } from '@mantine/hooks';
import { useMemo } from 'react';
import { darkPalette, lightPalette, type Palette } from '../ui/palette.ts';

export interface ChartLook {
  palette: Palette;
  /** What every chart begins with. */
  base: {
    animation: boolean;
    animationDuration: number;
    animationDurationUpdate: number;
    textStyle: { fontFamily: string; color: string };
    tooltip: Record<string, unknown>;
  };
}

/** Colours and manners of charts for the current colour scheme. */
export function useChartLook(): ChartLook {
  const scheme = useComputedColorScheme('light');
  const still = useReducedMotion();
  return useMemo(() => {
    const palette = scheme === 'dark' ? darkPalette : lightPalette;
    return {
      palette,
      base: {
        animation: !still,
        animationDuration: 350,
        animationDurationUpdate: 250,
        textStyle: { fontFamily: 'inherit', color: palette.inkSoft },
        tooltip: {
          confine: true,
          backgroundColor: palette.card,
          borderColor: palette.line,
          textStyle: { color: palette.ink, fontSize: 13 },
          extraCssText:
            'border-radius:10px;box-shadow:0 4px 18px rgba(0,0,0,.12);padding:10px 12px',
        },
      },
    };
  }, [scheme, still]);
}
