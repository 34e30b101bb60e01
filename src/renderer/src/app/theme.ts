/** The look: warm paper and ink, a pine green accent, system fonts. */
import {
  ActionIcon,
  Button,
  type CSSVariablesResolver,
  createTheme,
  Drawer,
  type MantineColorsTuple,
  Modal,
  NavLink,
  Paper,
  Table,
  Tooltip,
} from '@mantine/core';
import { darkPalette, lightPalette, paletteVariables } from '../ui/palette.ts';

const pine: MantineColorsTuple = [
  '#eef6f3',
  '#dcebe5',
  '#b8d8cc',
  '#8fc2b1',
  '#63a893',
  '#3f8f78',
  '#2a7a64',
  '#1f6753',
  '#185544',
  '#0f3f32',
];

/** Greys with some warmth; step 6 is the dimmed text and has 4.5:1 on the canvas. */
const gray: MantineColorsTuple = [
  '#faf8f5',
  '#f4f0ea',
  '#eae4db',
  '#ddd5c9',
  '#c8bdae',
  '#a0937f',
  '#6f6353',
  '#574d40',
  '#3c342b',
  '#28221c',
];

const dark: MantineColorsTuple = [
  '#ece6de',
  '#cbc3b8',
  '#aea498',
  '#857b70',
  '#4a443d',
  '#3b3631',
  '#2f2b27',
  '#23201d',
  '#1b1816',
  '#141210',
];

/** Warnings and losses: brick rather than signal red. */
const red: MantineColorsTuple = [
  '#fdf1ee',
  '#f8e0da',
  '#f0beb2',
  '#e89a88',
  '#dd7860',
  '#cb5a40',
  '#b5452c',
  '#9c3823',
  '#7f2d1c',
  '#5f2014',
];

const closeWords = { 'aria-label': 'Close' };

export const theme = createTheme({
  primaryColor: 'pine',
  primaryShade: { light: 7, dark: 6 },
  colors: { pine, gray, dark, red },
  black: '#28221c',
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '10px', lg: '14px', xl: '20px' },
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace',
  headings: { fontWeight: '650', sizes: { h1: { fontSize: '1.6rem', lineHeight: '1.25' } } },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray' } }),
    Button: Button.extend({ styles: { label: { fontWeight: 600 } } }),
    Drawer: Drawer.extend({ defaultProps: { closeButtonProps: closeWords } }),
    Modal: Modal.extend({
      defaultProps: { centered: true, padding: 'lg', closeButtonProps: closeWords },
      styles: {
        title: { fontSize: '1.15rem', fontWeight: 650, lineHeight: 1.3, overflowWrap: 'anywhere' },
      },
    }),
    NavLink: NavLink.extend({ defaultProps: { variant: 'light' } }),
    Paper: Paper.extend({ defaultProps: { radius: 'lg' } }),
    Table: Table.extend({ defaultProps: { verticalSpacing: 'xs' } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 300, withArrow: true } }),
  },
});

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...paletteVariables(lightPalette), '--mantine-color-placeholder': '#786c5c' },
  dark: {
    ...paletteVariables(darkPalette),
    '--mantine-color-body': darkPalette.card,
    // Mantine's own is a brick too dark to read on dark.
    '--mantine-color-error': darkPalette.bad,
    '--mantine-color-red-text': darkPalette.bad,
    '--mantine-color-red-light': '#43271f',
    '--mantine-color-red-light-hover': '#4e2d24',
    '--mantine-color-red-light-color': darkPalette.bad,
    '--mantine-color-placeholder': '#9d9387',
    // Mantine's own tint of a dark accent is nearly black.
    '--mantine-color-pine-light': darkPalette.chosen,
    '--mantine-color-pine-light-hover': darkPalette.flash,
    '--mantine-color-pine-light-color': darkPalette.chosenInk,
  },
});
