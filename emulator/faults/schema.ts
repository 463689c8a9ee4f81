/** The published schema of fault scripts, and its complaints in plain words. */
import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject } from 'ajv';
import { nearestName, tellingErrors } from '../mistakes.ts';
import type { FaultScript } from './script.ts';
import type { Problem } from './semantics.ts';

const schemaFile = new URL('./fault-script.schema.json', import.meta.url);

const schema = JSON.parse(readFileSync(schemaFile, 'utf8')) as object;

const options = { allErrors: true, allowUnionTypes: true, discriminator: true, verbose: true };

const fits = new Ajv(options).compile<FaultScript>(schema);

/** The same value, known to have the shape of a script, or everything in which it has not. */
export function shapedScript(
  value: unknown,
): { readonly script: FaultScript } | { readonly problems: readonly Problem[] } {
  if (fits(value)) return { script: value };
  const errors = tellingErrors(fits.errors ?? []);
  if (errors.length === 0) throw new TypeError('refused without a reason');
  return { problems: errors.map(problemOf) };
}

function problemOf(error: ErrorObject): Problem {
  const path = error.instancePath.split('/').slice(1).map(unescaped);
  if (error.keyword === 'additionalProperties') {
    const field = String(error.params.additionalProperty);
    const known = Object.keys((error.parentSchema?.properties as object | undefined) ?? {});
    const meant = nearestName(field, known);
    const question = meant === undefined ? '' : ` (did you mean ${meant}?)`;
    const problem = `there is no field ${shown(field)} here; there are ${known.join(', ')}${question}`;
    return { path: [...path, field], problem };
  }
  return { path, problem: words(error) };
}

function words({ keyword, params, schema: limit, data, message = '' }: ErrorObject): string {
  const got = `got ${shown(data)}`;
  switch (keyword) {
    case 'required':
      return `the field ${params.missingProperty} is missing`;
    case 'type':
      return `expected ${[limit].flat().map(typeWord).join(' or ')}, ${got}`;
    case 'enum':
      return `expected one of ${(limit as readonly unknown[]).join(', ')}, ${got}`;
    case 'minimum':
      return `expected ${limit} or more, ${got}`;
    case 'maximum':
      return `expected ${limit} or less, ${got}`;
    case 'minItems':
      return 'the list must not be empty';
    case 'maxItems':
      return `the list has more than ${limit} entries`;
    case 'minLength':
      return 'the text must not be empty';
    case 'maxLength':
      return `the text has more than ${limit} letters`;
    case 'pattern':
      return `expected a name of small letters, digits and hyphens, ${got}`;
    case 'discriminator':
      return params.tagValue === undefined
        ? 'the field action is missing'
        : `there is no action ${shown(params.tagValue)}; there are ${actionNames().join(', ')}`;
    default:
      return message;
  }
}

function actionNames(): readonly string[] {
  const { $defs } = schema as unknown as {
    $defs: { action: { oneOf: readonly { properties: { action: { const: string } } }[] } };
  };
  return $defs.action.oneOf.map(({ properties }) => properties.action.const);
}

const typeWords: Readonly<Record<string, string>> = {
  object: 'fields with values',
  array: 'a list',
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
};

function typeWord(type: unknown): string {
  return typeWords[String(type)] ?? String(type);
}

/** As JSON, cut when it is long. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** RFC 6901, section 4. */
function unescaped(part: string): string | number {
  const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
  return /^\d+$/.test(name) ? Number(name) : name;
}
