/** What is wrong with a request, after its schema: the place, and the reason in words. Values are never repeated. */
import type { ErrorObject } from 'ajv';
import { nearestName } from '../mistakes.ts';
import { wholeLetters } from '../store/pin-bytes.ts';
import { moment } from './routes/schemas.ts';

export interface WrongField {
  /** `body/label` */
  readonly place: string;
  readonly reason: string;
}

/** What a text is that does not fit: nobody reads a pattern. */
export const patternWords: ReadonlyMap<string, string> = new Map([
  [wholeLetters, 'has half of a letter in it: a surrogate without its other half'],
  [
    moment.pattern,
    'is no moment with its zone, for example 2026-03-01T08:00:00+07:00 or 2026-03-01T01:00:00Z',
  ],
]);

/** `errors` as Ajv gives them with `verbose`; `where` is the part of the request: `body`, `querystring`. */
export function wrongField(errors: readonly ErrorObject[], where: string): WrongField | undefined {
  const choice = errors.find(({ keyword, schema }) => keyword === 'oneOf' && requiredOf(schema).length > 0);
  const [first] = errors;
  if (choice !== undefined) return wrongChoice(choice, where);
  if (first === undefined) return undefined;
  const { instancePath, message = 'is not valid', params, parentSchema } = first;
  const place = `${where}${instancePath}`;
  const { missingProperty, additionalProperty, allowedValues } = params as Readonly<Record<string, unknown>>;
  if (typeof missingProperty === 'string')
    return { place: `${place}/${missingProperty}`, reason: 'is missing' };
  if (typeof additionalProperty === 'string') return unknownField(place, additionalProperty, parentSchema);
  const shape = patternWords.get(String((params as Readonly<Record<string, unknown>>).pattern));
  if (shape !== undefined) return { place, reason: shape };
  const allowed = Array.isArray(allowedValues) ? `: ${allowedValues.join(', ')}` : '';
  return { place, reason: `${message}${allowed}` };
}

/** A field that nobody knows may be a value in the wrong place, a PIN even: only what looks like a name is said. */
function unknownField(place: string, field: string, schema: ErrorObject['parentSchema']): WrongField {
  const known = Object.keys((schema?.properties as object | undefined) ?? {});
  const others = known.length === 0 ? ': nothing is to be sent' : `; known are ${known.join(', ')}`;
  if (!/^[A-Za-z]{1,40}$/.test(field))
    return { place, reason: `has a field that is not known here${others}` };
  const meant = nearestName(field, known);
  const hint = meant === undefined ? '' : ` (did you mean ${meant}?)`;
  return { place: `${place}/${field}`, reason: `is not known here${hint}${others}` };
}

/** Of several sets of fields exactly one may be there: told by what is there. */
function wrongChoice({ instancePath, schema, data }: ErrorObject, where: string): WrongField {
  const sets = requiredOf(schema);
  const given = new Set(Object.keys((data as object | null) ?? {}));
  const begun = sets.filter((set) => set.some((field) => given.has(field)));
  const place = `${where}${instancePath}`;
  const [only] = begun;
  const missing = begun.length === 1 ? only?.find((field) => !given.has(field)) : undefined;
  if (missing !== undefined) return { place: `${place}/${missing}`, reason: 'is missing' };
  const all = `exactly one of ${sets.map(listed).join('; ')}`;
  if (only === undefined) return { place, reason: `has none of them: ${all}` };
  const there = begun.flat().filter((field) => given.has(field));
  return { place, reason: `has ${listed(there)} together: ${all}` };
}

/** The `required` of each branch. */
function requiredOf(schema: unknown): readonly (readonly string[])[] {
  if (!Array.isArray(schema)) return [];
  return (schema as readonly { readonly required?: readonly string[] }[]).flatMap(({ required }) =>
    required === undefined ? [] : [required],
  );
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
