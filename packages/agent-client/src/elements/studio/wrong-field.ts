// Leads a person to the first field that keeps something from being saved.

/** Focuses it, also where it is folded away or inside the fields of a brand's own words. */
export function focusWrongField(root: ParentNode): void {
  for (const element of root.querySelectorAll('[aria-invalid="true"], tellsafe-studio-words')) {
    const field = element.shadowRoot ? element.shadowRoot.querySelector('[aria-invalid="true"]') : element;
    if (!(field instanceof HTMLElement)) continue;
    const fold = element.closest('details');
    if (fold) fold.open = true;
    field.focus();
    return;
  }
}
