import type { ImportStage } from './import-store.ts';

/** Whether the owner put work into the file at hand, rather than only choosing it. */
export function isPrepared(stage: ImportStage): boolean {
  switch (stage.name) {
    case 'look':
      return (
        Object.keys(stage.asked).length > 0 ||
        stage.leftOut.length > 0 ||
        stage.corrections.length > 0
      );
    case 'checking':
    case 'found': {
      const { asked, order } = stage;
      const changed =
        stage.name === 'found' ? [...Object.keys(stage.edits), ...stage.leaveOut] : [];
      return (
        Object.keys(asked).length > 0 ||
        order.excluded_rows.length > 0 ||
        order.corrections.length > 0 ||
        changed.length > 0
      );
    }
    default:
      return false;
  }
}
