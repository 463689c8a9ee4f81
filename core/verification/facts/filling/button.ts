/** Check boxes and radio buttons that a step ticked: one of the states that they had, the same in value and look. */

import type { ContentBudget } from '../../../pdf/drawing/index.ts';
import type { PdfDictionary, PdfObject, View } from '../../../pdf/reading/index.ts';
import { dictionaryOf, isKind, isName } from '../../../pdf/reading/index.ts';
import { type Drawing, drawingOf } from '../../paper/content.ts';
import { no, type Problem } from '../numbering/look.ts';
import { normalLook } from './look.ts';
import type { Place } from './place.ts';
import { fieldFlag, flagsOf } from './value.ts';

/** Points. A larger one is no tick but a part of the page that comes or goes. */
const largest = 40;
const off = 'Off';

interface TickedWidget {
  readonly dictionary: PdfDictionary;
  readonly place: Place;
}

/** What speaks against it. `widgets`: as they are now. */
export function tickProblem(
  view: View,
  field: PdfDictionary,
  widgets: readonly TickedWidget[],
  budget: ContentBudget,
): Problem | undefined {
  const given = field.entries.get('V') ?? { kind: 'name', value: off };
  if ((flagsOf(view, field) & fieldFlag.pushbutton) !== 0)
    return no('form-value', 'is a button that holds no value');
  if (!isName(given)) return no('form-value', 'its value is none that stands in the field itself');
  const looks = widgets.map(({ dictionary }) => dictionaryOf(normalLook(view, dictionary)));
  if (given.value !== off && !looks.some((states) => states?.entries.has(given.value)))
    return no('form-state', `has no state "${given.value}"`);
  for (const [index, { dictionary, place }] of widgets.entries()) {
    const states = looks[index];
    const shown = dictionary.entries.get('AS');
    const wanted = states?.entries.has(given.value) ? given.value : off;
    if (!isName(shown, wanted)) return no('form-state', `shows another state than "${wanted}"`);
    const [left, bottom, right, top] = place.box;
    if (right - left > largest || top - bottom > largest)
      return no('form-place', 'is larger than a box to tick');
    const ticks = [...(states?.entries.values() ?? [])].map((look) =>
      tickOf(view, view.resolve(look), budget),
    );
    if (ticks.some((tick) => tick === undefined)) return no('form-look', 'shows more than a tick');
  }
  return undefined;
}

/** One sign of a font, or a drawing; undefined for words and pictures, and for what cannot be read. */
function tickOf(view: View, look: PdfObject, budget: ContentBudget): Pick<Drawing, 'shapes'> | undefined {
  if (look === null) return { shapes: false };
  const drawing = isKind(look, 'stream') ? drawingOf(view, look, budget, true) : undefined;
  return drawing?.pictures.length === 0 && drawing.letters.length <= 1 ? drawing : undefined;
}
