/** The lines of a list (/Opt; ISO 32000-1, 12.7.4.4), read once where several fields share one. */
import { isKind, itemsOf, type PdfObject, textOf, type View } from '../../pdf/reading/index.ts';

export interface Choice {
  /** What a field has as its value for it; empty where the list does not say it as text. */
  readonly held: string;
  /** What people see. */
  readonly shown: string;
  /** Whether the list says the two apart, both as text. */
  readonly isPair: boolean;
}

export interface Choices {
  readonly all: readonly Choice[];
  /** Those of a value that differ in what people see, `mostShown` and one more at the most. */
  of(held: string): readonly Choice[];
}

/** Texts that a list may show for one value. */
export const mostShown = 10;

/**
 * By the list as it was read: a hundred fields with one of 40,000 lines would have it read a hundred times. Of each revision by
 * itself: a list that stands as it was may refer to lines that do not.
 */
const known = new WeakMap<View, WeakMap<object, Choices>>();

/** `list`: may be a reference. */
export function choicesIn(view: View, list: PdfObject | undefined): Choices {
  const given = view.resolve(list);
  if (!isKind(given, 'array')) return none;
  const ofView = known.get(view) ?? new WeakMap<object, Choices>();
  known.set(view, ofView);
  const choices = ofView.get(given) ?? choicesOf(itemsOf(given).map((item) => choiceOf(view, item)));
  ofView.set(given, choices);
  return choices;
}

function choicesOf(all: readonly Choice[]): Choices {
  const different = new Map<string, Map<string, Choice>>();
  for (const choice of all) {
    const same = different.get(choice.held) ?? new Map<string, Choice>();
    if (same.size > mostShown) continue;
    different.set(choice.held, same.set(`${choice.isPair} ${choice.shown}`, choice));
  }
  return { all, of: (held) => [...(different.get(held)?.values() ?? [])] };
}

const none = choicesOf([]);

function choiceOf(view: View, item: PdfObject): Choice {
  const option = view.resolve(item);
  if (!isKind(option, 'array')) {
    const text = textIn(view, option) ?? '';
    return { held: text, shown: text, isPair: false };
  }
  const [first, second] = option.items;
  const held = textIn(view, first);
  const shown = second === undefined ? undefined : (textIn(view, second) ?? '');
  const isPair = held !== undefined && isKind(view.resolve(second), 'string');
  return { held: held ?? '', shown: shown ?? held ?? '', isPair };
}

function textIn(view: View, object: PdfObject | undefined): string | undefined {
  const text = view.resolve(object);
  return isKind(text, 'string') ? textOf(text) : undefined;
}
