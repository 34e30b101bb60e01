import type { FormErrors } from '@mantine/form';
import { useState } from 'react';
import { problemOf } from '../../api/problem.ts';
import { useTellUnsaved } from './unsaved.ts';

/** The part of a Mantine form that saving needs. */
interface FormWithErrors {
  setErrors: (errors: FormErrors) => void;
  clearErrors: () => void;
  isDirty: () => boolean;
}

/** A field that keeps a form from being sent, before the core is asked. */
export class FieldProblems extends Error {
  override readonly name = 'FieldProblems';
  readonly fields: Record<string, string>;

  /** @param fields Path of the field → what would be right. */
  constructor(fields: Record<string, string>) {
    super('Some fields need a change.');
    this.fields = fields;
  }
}

/**
 * Runs the saving of a form: problems go to their fields, and what belongs to no field on screen to
 * `problem`. What was typed stays.
 * @param hasField Whether the form shows a field of this path, such as `lines.0.amount`.
 */
export function useSaving(form: FormWithErrors, hasField: (path: string) => boolean) {
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  useTellUnsaved(form.isDirty() ? 'typed' : null);

  /** @returns whether it was saved */
  async function save(action: () => Promise<void>): Promise<boolean> {
    if (saving) return false;
    setSaving(true);
    setProblem(null);
    form.clearErrors();
    try {
      await action();
      return true;
    } catch (error) {
      const { fields, message } =
        error instanceof FieldProblems
          ? { fields: error.fields, message: error.message }
          : problemOf(error);
      const shown = Object.entries(fields).filter(([path]) => hasField(path));
      const others = Object.entries(fields).filter(([path]) => !hasField(path));
      form.setErrors(Object.fromEntries(shown));
      if (others.length > 0) setProblem(others.map(([, reason]) => reason).join(' '));
      else if (shown.length === 0) setProblem(message);
      focusFirstProblem();
      return false;
    } finally {
      setSaving(false);
    }
  }

  return { save, saving, problem };
}

/** Puts the cursor where the first change is needed, once the errors are drawn. */
function focusFirstProblem(): void {
  setTimeout(() => {
    document.querySelector<HTMLElement>('form [aria-invalid="true"]')?.focus();
  }, 0);
}
