import { Switch } from '@mantine/core';
import type { ImportKind } from '../../../../shared/schemas/import.ts';
import type { ImportCheck, ImportChoices } from '../../../../shared/schemas/import-check.ts';
import { useFormats } from '../../ui/format/use-formats.ts';
import { decide } from './check-file.ts';
import { Finding } from './finding.tsx';
import { recordWord } from './record-words.ts';

interface AlreadyThereProps {
  found: ImportCheck['already_there'];
  kind: ImportKind;
  choices: ImportChoices;
}

/** What is stored already: left out, unless the owner wants it once more. */
export function AlreadyThere({ found, kind, choices }: AlreadyThereProps) {
  const { number } = useFormats();
  const { records, deleted } = found;
  const one = records === 1;
  const left = one
    ? 'It is left out, so that it is not counted twice.'
    : 'They are left out, so that nothing is counted twice.';
  const gone =
    deleted > 0
      ? ` ${number.count(deleted)} of them ${deleted === 1 ? 'was' : 'were'} deleted since.`
      : '';
  return (
    <Finding
      data-testid="already-there"
      title={`${number.count(records)} ${recordWord(kind, records)} ${one ? 'is' : 'are'} there already`}
      meaning={left + gone}
      control={
        <Switch
          label={one ? 'Add it anyway' : 'Add them anyway'}
          checked={choices.already_there === 'add'}
          onChange={(event) =>
            decide({ already_there: event.currentTarget.checked ? 'add' : 'skip' })
          }
        />
      }
    />
  );
}
