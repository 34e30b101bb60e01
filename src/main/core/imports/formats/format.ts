/** A system's export, as data. Adding a system is one folder with one such definition. */
import type { ImportKind, ImportMapping } from '../../../../shared/schemas/import.ts';

export interface ImportFormat {
  /** As the preview says it: "Tillwise sales template". */
  name: string;
  kind: ImportKind;
  /** Headers that together tell this system from every other; compared without case. */
  signature: readonly string[];
  /** Field of the record → headers it may stand under, best first. */
  columns: Readonly<Record<string, readonly string[]>>;
  /** How refunds are marked; "auto" takes the refund column where the file has one. */
  refunds: ImportMapping['refund_rule'] | 'auto';
  extraDecimals: ImportMapping['extra_decimals'];
  /** What the reader should know of this system. */
  note?: string;
}
