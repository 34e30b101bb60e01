import { Select, SimpleGrid, Text } from '@mantine/core';
import {
  type ShapeByHand,
  separator,
  type TextEncoding,
  textEncoding,
} from '../../../../shared/schemas/file-shape.ts';
import type { ImportPreview } from '../../../../shared/schemas/import.ts';

interface FileShapeProps {
  preview: ImportPreview;
  shape: ShapeByHand;
  onChange: (shape: ShapeByHand) => void;
}

const separatorNames = { ',': 'A comma', ';': 'A semicolon', '\t': 'A tab', '|': 'A bar |' };

const encodingNames: Record<TextEncoding, string> = {
  'utf-8': 'Unicode (UTF-8)',
  'windows-1252': 'Western European (Windows-1252)',
  'windows-1250': 'Central European (Windows-1250)',
  'windows-1251': 'Cyrillic (Windows-1251)',
  'windows-1253': 'Greek (Windows-1253)',
  'windows-1254': 'Turkish (Windows-1254)',
  macintosh: 'Western European (old Mac)',
  shift_jis: 'Japanese (Shift JIS)',
  gb18030: 'Chinese (GB 18030)',
  'utf-16le': 'Unicode (UTF-16)',
  'utf-16be': 'Unicode (UTF-16, big-endian)',
};

const AUTO = 'auto';

/** Which line names the columns, what parts them, and how letters are written. */
export function FileShape({ preview, shape, onChange }: FileShapeProps) {
  const foundSeparator = separator.safeParse(preview.delimiter);
  const foundEncoding = textEncoding.safeParse(preview.encoding);
  const header = preview.header_line === 0 ? 'none' : `line ${preview.header_line}`;
  // A header that was chosen over the API may stand further down.
  const lines = preview.first_lines.filter(({ text }) => text !== '');
  const chosenLine = shape.header_line ?? 0;
  const further = chosenLine > 0 && !lines.some(({ line }) => line === chosenLine);
  return (
    <section aria-label="How the file is laid out">
      <Text size="sm" fw={500}>
        How the file is laid out
      </Text>
      <Text size="xs" c="dimmed" mb={6}>
        Found out by itself. Choose where letters look wrong, cells are not parted, or the columns
        have the wrong names.
      </Text>
      <SimpleGrid cols={{ base: 1, xs: 2, sm: 3 }} spacing="sm">
        <Select
          size="sm"
          label="Columns are named on"
          allowDeselect={false}
          data={[
            { value: AUTO, label: itself(shape.header_line === null ? header : null) },
            { value: '0', label: 'No line: number the columns' },
            ...lines.map(({ line, text }) => ({
              value: String(line),
              label: `Line ${line}: ${text}`,
            })),
            ...(further ? [{ value: String(chosenLine), label: `Line ${chosenLine}` }] : []),
          ]}
          value={shape.header_line === null ? AUTO : String(shape.header_line)}
          onChange={(value) =>
            onChange({ ...shape, header_line: value === AUTO ? null : Number(value) })
          }
        />
        <Select
          size="sm"
          label="Between two columns stands"
          allowDeselect={false}
          data={[
            {
              value: AUTO,
              label: itself(
                shape.separator === null && foundSeparator.success
                  ? separatorNames[foundSeparator.data].toLowerCase()
                  : null,
              ),
            },
            ...separator.options.map((value) => ({ value, label: separatorNames[value] })),
          ]}
          value={shape.separator ?? AUTO}
          onChange={(value) =>
            onChange({ ...shape, separator: separator.safeParse(value).data ?? null })
          }
        />
        <Select
          size="sm"
          label="Letters are written in"
          allowDeselect={false}
          data={[
            {
              value: AUTO,
              label: itself(
                shape.encoding === null && foundEncoding.success
                  ? encodingNames[foundEncoding.data]
                  : null,
              ),
            },
            ...textEncoding.options.map((value) => ({ value, label: encodingNames[value] })),
          ]}
          value={shape.encoding ?? AUTO}
          onChange={(value) =>
            onChange({ ...shape, encoding: textEncoding.safeParse(value).data ?? null })
          }
        />
      </SimpleGrid>
    </section>
  );
}

/** @param found null while something is chosen by hand */
function itself(found: string | null): string {
  return found === null ? 'Found out from the file' : `Found out: ${found}`;
}

/** How much of it is said by hand. */
export function saidByHand({ encoding, separator: parting, header_line }: ShapeByHand): number {
  return [encoding, parting, header_line].filter((part) => part !== null).length;
}
