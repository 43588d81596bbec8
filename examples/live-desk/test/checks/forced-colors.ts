// Runs in pages while the person's own few colours replace ours (forced colours): everything that only our colours told must be told by
// lines as well: where a field or a button ends, what has the focus, what is chosen, what is wrong.
import { controls, everyElement, isShown, nameOf } from './elements.ts';

// biome-ignore format: a list of names
const names = [
  'CanvasText', 'ButtonText', 'ButtonBorder', 'FieldText', 'GrayText', 'LinkText', 'VisitedText', 'Highlight',
  'HighlightText', 'SelectedItem', 'AccentColor', 'Mark', 'MarkText',
];

/** What cannot be seen in these colours. */
export function invisibleThings(): string[] {
  const seen = systemColors();
  const shown = everyElement().filter(isShown);
  return [
    ...controls().flatMap((each) =>
      isOutlined(boxOf(each), seen) || isLink(each) ? [] : [`no edge: ${nameOf(each)}`],
    ),
    ...shown.filter((each) => each.matches('dialog') && !isOutlined(each, seen)).map(() => 'no edge: the dialog'),
    ...shown
      .filter((each) => each.matches('svg, .error, label, legend, p, h1, h2') && !isPicture(each))
      .filter((each) => !seen.has(getComputedStyle(each).color))
      .map((each) => `a colour of its own: ${nameOf(each)}`),
    ...shown
      .filter((each) => each.localName === 'svg' && !isPicture(each))
      .filter((each) => !/, 0\)$/.test(getComputedStyle(each).backgroundColor))
      .map((each) => `a ground of its own: ${nameOf(each.parentElement ?? each)}`),
    ...unmarked('.wrong .box, .wrong .choice', 'wrong'),
    ...unmarked('.choice:has(:checked)', 'chosen'),
  ];
}

/** Whether the ring around what has the focus is drawn in the person's colours. */
export function isRingSeen(focused: Element): boolean {
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(boxOf(focused));
  return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2 && systemColors().has(outlineColor);
}

/** What keeps its colours because they are what it shows: the mark of a card's brand, whose name stands beside it. */
function isPicture(element: Element): boolean {
  return element.localName === 'svg' && getComputedStyle(element).forcedColorAdjust === 'none';
}

/** The person's colours, as far as they differ from the ground. */
function systemColors(): ReadonlySet<string> {
  const probe = document.body.appendChild(document.createElement('i'));
  const colorOf = (name: string) => {
    probe.style.setProperty('color', name);
    return getComputedStyle(probe).color;
  };
  const ground = colorOf('Canvas');
  const values = new Set(names.map(colorOf).filter((value) => value !== ground));
  probe.remove();
  return values;
}

/** A field's edge may be that of the box around it, which also holds its buttons. */
function boxOf(control: Element): Element {
  return (control.matches('input, select') && control.closest('.box, .choice')) || control;
}

function isLink(control: Element): boolean {
  return control.localName === 'a' && getComputedStyle(control).textDecorationLine === 'underline';
}

function isOutlined(box: Element, seen: ReadonlySet<string>): boolean {
  const style = getComputedStyle(box);
  return (['Top', 'Right', 'Bottom', 'Left'] as const).every(
    (side) =>
      style[`border${side}Style`] !== 'none' &&
      Number.parseFloat(style[`border${side}Width`]) >= 1 &&
      seen.has(style[`border${side}Color`]),
  );
}

/** What is marked must have a thicker edge than a box that is not. */
function unmarked(selector: string, what: string): string[] {
  const width = (each: Element) => Number.parseFloat(getComputedStyle(each).borderTopWidth);
  return everyElement()
    .filter((each) => each.matches(selector) && isShown(each) && width(each) < 2)
    .map((each) => `not marked as ${what}: ${nameOf(each)}`);
}
