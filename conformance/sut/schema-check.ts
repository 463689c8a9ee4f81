/** Checks a value against one of the published JSON Schemas and names the first place that breaks it. */
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';

/** Where and why; undefined from a check means that the value follows the schema. */
export interface Flaw {
  /** JSON pointer into the value; `/` for the whole. */
  readonly pointer: string;
  readonly detail: string;
}

export type SchemaCheck = (value: unknown) => Flaw | undefined;

const dateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
const date = /^\d{4}-\d{2}-\d{2}$/;

/** Compiles a JSON Schema (draft 2020-12). `date` and `date-time` are the formats that count. */
export function schemaCheck(schema: object, others: readonly object[] = []): SchemaCheck {
  const ajv = new Ajv2020({ strict: true, allErrors: false, verbose: true, strictRequired: false });
  ajv.addFormat('date-time', (text) => dateTime.test(text) && !Number.isNaN(Date.parse(text)));
  ajv.addFormat('date', (text) => date.test(text) && !Number.isNaN(Date.parse(text)));
  for (const other of others) ajv.addSchema(other);
  const validate = ajv.compile(schema);
  return (value) => (validate(value) ? undefined : firstFlaw(validate.errors ?? []));
}

function firstFlaw(errors: readonly ErrorObject[]): Flaw {
  const error = errors[0];
  if (error === undefined) return { pointer: '/', detail: 'not valid' };
  return { pointer: error.instancePath === '' ? '/' : error.instancePath, detail: explained(error) };
}

function explained(error: ErrorObject): string {
  const parameters = error.params as Readonly<Record<string, unknown>>;
  if (error.keyword === 'additionalProperties') return `unknown member "${parameters.additionalProperty}"`;
  if (error.keyword === 'required') return `member "${parameters.missingProperty}" is missing`;
  if (error.keyword === 'enum')
    return `expected one of ${list(parameters.allowedValues)}, got ${short(error.data)}`;
  if (error.keyword === 'const')
    return `expected ${short(parameters.allowedValue)}, got ${short(error.data)}`;
  if (error.keyword === 'type') return `expected ${parameters.type}, got ${short(error.data)}`;
  if (error.keyword === 'false schema') return 'this member does not belong here';
  return `${error.message ?? error.keyword}, got ${short(error.data)}`;
}

function list(values: unknown): string {
  return Array.isArray(values) ? values.map((value) => short(value)).join(', ') : short(values);
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
