import { Radio, Stack, Text } from '@mantine/core';
import type {
  ImportKind,
  ImportMapping,
  ImportQuestion,
} from '../../../../shared/schemas/import.ts';
import { Card } from '../../ui/card.tsx';
import classes from './questions.module.css';

interface QuestionsProps {
  questions: readonly ImportQuestion[];
  onAnswer: (id: ImportQuestion['id'], mapping: ImportMapping, kind: ImportKind) => void;
}

/** What the file does not say by itself, asked with real rows of it. */
export function Questions({ questions, onAnswer }: QuestionsProps) {
  return questions.map(({ id, text, chosen, options }) => (
    <Card key={id} data-testid={`question-${id}`}>
      <Radio.Group
        label={text}
        description="The file does not say. This is a guess; change it if it is wrong."
        value={chosen}
        onChange={(value) => {
          const option = options.find((one) => one.value === value);
          if (option) onAnswer(id, option.mapping, option.kind);
        }}
        classNames={{ label: classes.question ?? '' }}
      >
        <div className={classes.options}>
          {options.map(({ value, label, examples }) => (
            <Radio.Card key={value} value={value} className={classes.option ?? ''}>
              <Radio.Indicator />
              <Stack gap={2}>
                <Text size="sm" fw={600}>
                  {label}
                </Text>
                {examples.map((example) => (
                  <Text key={example} size="xs" c="dimmed">
                    {example}
                  </Text>
                ))}
              </Stack>
            </Radio.Card>
          ))}
        </div>
      </Radio.Group>
    </Card>
  ));
}
