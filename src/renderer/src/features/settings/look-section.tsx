import { SegmentedControl } from '@mantine/core';
import { settings } from '../../../../shared/schemas/settings.ts';
import { client } from '../../api/client.ts';
import { useSettings } from '../../api/use-settings.ts';
import { showProblemToast } from '../../ui/undo-toast.tsx';
import { Section } from './section.tsx';

/** Light or dark; takes effect at once. */
export function LookSection() {
  const { color_scheme } = useSettings();
  const choose = (value: string) => {
    const scheme = settings.shape.color_scheme.parse(value);
    client.settings.update({ color_scheme: scheme }).catch(showProblemToast);
  };
  return (
    <Section title="Look">
      <SegmentedControl
        aria-label="Colours"
        value={color_scheme}
        onChange={choose}
        data={[
          { value: 'auto', label: 'As this computer' },
          { value: 'light', label: 'Light' },
          { value: 'dark', label: 'Dark' },
        ]}
      />
    </Section>
  );
}
