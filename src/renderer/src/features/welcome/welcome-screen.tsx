import { Anchor, SimpleGrid, Text, Title } from '@mantine/core';
import { IconFileImport, IconFlask, IconKeyboard } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { orpc } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';
import { openQuickEntry } from '../../app/quick-entry-store.ts';
import { skipWelcome } from '../../app/welcome-store.ts';
import { Brand } from '../../ui/brand.tsx';
import { Choice } from './choice.tsx';
import { ShopForm } from './shop-form.tsx';
import { useShopForm } from './use-shop-form.ts';
import classes from './welcome.module.css';

/** The first minute: what the shop is called, and where its sales come from. */
export function WelcomeScreen() {
  const [, navigate] = useLocation();
  const shop = useShopForm();
  const [problem, setProblem] = useState<string>();
  const demo = useMutation(
    orpc.workspace.openDemo.mutationOptions({
      onError: (error) => setProblem(problemOf(error).message),
    }),
  );
  /** Keeps what was typed about the shop, then goes on; stays when a field needs a change. */
  const afterSaving = (goOn: () => void) => async () => {
    setProblem(undefined);
    if (await shop.save()) goOn();
  };
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <Brand size={44} />
        <div>
          <Title order={1}>Welcome to Tillwise</Title>
          <Text c="dimmed" mt={4}>
            See how your shop is doing and what to do next. Everything stays on this computer.
          </Text>
        </div>
      </header>
      <ShopForm shop={shop} />
      <section aria-labelledby="begin">
        <Title order={2} fz="lg" mb="sm" id="begin">
          How do you want to begin?
        </Title>
        <SimpleGrid cols={3} spacing="md">
          <Choice
            icon={IconFileImport}
            title="Import my sales"
            text="A CSV file from your till, web shop or spreadsheet."
            onClick={afterSaving(() => navigate('/import'))}
            primary
          />
          <Choice
            icon={IconKeyboard}
            title="Start typing"
            text="Enter today's first sale by hand. It takes ten seconds."
            onClick={afterSaving(() => openQuickEntry('sale'))}
          />
          <Choice
            icon={IconFlask}
            title="Look around with demo data"
            text="A made-up shop, kept apart from yours and removed in one click."
            busy={demo.isPending}
            onClick={() => {
              setProblem(undefined);
              demo.mutate({});
            }}
          />
        </SimpleGrid>
        {problem && (
          <Text c="red" size="sm" mt="sm" role="alert">
            {problem}
          </Text>
        )}
      </section>
      <Anchor component="button" type="button" size="sm" onClick={afterSaving(skipWelcome)}>
        Go to the empty dashboard
      </Anchor>
    </div>
  );
}
