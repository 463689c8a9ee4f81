/** What the resources of a content have under its names, for whoever follows its instructions. */
import { type ContentNames, type NamedState, resource } from '../drawing/index.ts';
import { isKind, isName, type PdfDictionary } from '../reading/index.ts';
import { spaceOf } from './colour-space.ts';
import type { Look, Slot } from './look.ts';

export function contentNames(look: Look, resources: PdfDictionary | undefined): ContentNames {
  const { view } = look;
  const slot = (kind: string, name: string): Slot | undefined => {
    const given = resource(view, resources, kind, name);
    return given === undefined ? undefined : look.slot(given, 0);
  };
  const dictionary = (kind: string, name: string) => {
    const found = slot(kind, name);
    return (key: string) => (found === undefined ? undefined : look.entry(found, key)?.value);
  };
  return {
    has: kept((kind, name) => {
      const given = resource(view, resources, kind, name);
      return given !== undefined && view.resolve(given) !== null;
    }),
    space: kept((name) => {
      const found = slot('ColorSpace', name);
      return found === undefined || found.value === null ? undefined : spaceOf(look, found);
    }),
    state: kept((name): NamedState => {
      const entry = dictionary('ExtGState', name);
      const [cap, width, strokes, mode] = [entry('LC'), entry('LW'), entry('OP'), entry('OPM')];
      // 8.4.5: the capital one is for both where the other is missing.
      const fills = entry('op') ?? strokes;
      return {
        ...(typeof cap === 'number' ? { cap } : {}),
        ...(typeof width === 'number' ? { width } : {}),
        ...(typeof fills === 'boolean' ? { fillsOver: fills } : {}),
        ...(typeof strokes === 'boolean' ? { strokesOver: strokes } : {}),
        ...(typeof mode === 'number' ? { overprintMode: mode } : {}),
      };
    }),
    drawn: kept((name) => {
      const found = slot('XObject', name);
      if (found === undefined || !isKind(found.value, 'stream')) return undefined;
      if (isName(look.entry(found, 'Subtype')?.value, 'Form')) return 'form';
      return look.entry(found, 'ImageMask')?.value === true ? 'mask' : undefined;
    }),
  };
}

/** Contents say a name again and again. */
function kept<Asked extends readonly string[], Answer>(
  ask: (...asked: Asked) => Answer,
): (...asked: Asked) => Answer {
  const answers = new Map<string, Answer>();
  return (...asked) => {
    const key = asked.join(' ');
    const known = answers.get(key);
    if (known !== undefined || answers.has(key)) return known as Answer;
    const answer = ask(...asked);
    answers.set(key, answer);
    return answer;
  };
}
