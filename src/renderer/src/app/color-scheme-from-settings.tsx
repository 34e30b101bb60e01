import { useMantineColorScheme } from '@mantine/core';
import { useEffect } from 'react';
import { useSettings } from '../api/use-settings.ts';

/** Shows the window light, dark or as the computer does, as the settings say. */
export function ColorSchemeFromSettings() {
  const { color_scheme, loaded } = useSettings();
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => {
    if (loaded) setColorScheme(color_scheme);
  }, [color_scheme, loaded, setColorScheme]);
  return null;
}
