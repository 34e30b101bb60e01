/**
 * The content of a chart's tooltip, built as elements: names come from files and tills, and would be
 * read as HTML in a string.
 */
export interface TooltipRow {
  colour: string;
  label: string;
  value: string;
}

export function tooltipCard(title: string, rows: readonly TooltipRow[]): HTMLElement {
  const card = document.createElement('div');
  const heading = document.createElement('div');
  heading.textContent = title;
  heading.style.fontWeight = '600';
  heading.style.marginBottom = '4px';
  card.append(heading);
  for (const { colour, label, value } of rows) {
    const line = document.createElement('div');
    line.style.cssText = 'display:flex;align-items:center;gap:8px;line-height:1.7';
    const dot = document.createElement('span');
    dot.style.cssText = 'width:8px;height:8px;border-radius:50%;flex:none';
    dot.style.background = colour;
    const name = document.createElement('span');
    name.textContent = label;
    const figure = document.createElement('span');
    figure.textContent = value;
    figure.style.cssText = 'margin-left:auto;padding-left:16px;font-weight:600';
    line.append(dot, name, figure);
    card.append(line);
  }
  return card;
}
