import { Button, Center, Stack, Text, Title } from '@mantine/core';
import { Component, type ErrorInfo, type ReactNode } from 'react';

interface Props {
  children: ReactNode;
  /** A new value (such as the path) gives what failed another try. */
  resetKey?: string;
}

/** Catches what a screen throws while drawing, says so in words, and offers another try. */
export class ErrorBoundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidCatch(error: Error, info: ErrorInfo) {
    console.error('A screen could not be drawn.', error, info.componentStack);
  }

  override componentDidUpdate(before: Props) {
    if (this.state.failed && before.resetKey !== this.props.resetKey) {
      this.setState({ failed: false });
    }
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <Center h="100%" mih={320} p="xl" role="alert">
        <Stack align="center" gap="sm" maw={420}>
          <Title order={2}>This screen could not be shown</Title>
          <Text c="dimmed" ta="center">
            Your data is safe: it is stored before it is shown. Try again, or go to another screen.
          </Text>
          <Button onClick={() => this.setState({ failed: false })}>Try again</Button>
        </Stack>
      </Center>
    );
  }
}
