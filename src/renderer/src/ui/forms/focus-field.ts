/** Where the cursor goes when fields come and go under it. */

/** The part of a Mantine form that knows its fields. */
interface FormWithFields {
  getInputNode: (path: string) => HTMLElement | null;
}

/** Puts the cursor into a field once it is drawn; who works without a mouse goes on from there. */
export function focusField(form: FormWithFields, path: string): void {
  setTimeout(() => form.getInputNode(path)?.focus(), 0);
}
