/** How the routes check what they are asked: a body holds exactly the types that its schema names. */
import { Ajv } from 'ajv';
import type { FastifySchemaCompiler } from 'fastify';

/** What is wrong with a value is explained by the schema that it did not fit, and by what else is in it. */
const told = { verbose: true };

/**
 * Paths and query strings are text, and are read as numbers where one is wanted; in a body, a type is its sender's own
 * word. Fastify alone would read `"removed":"true"` as true and `"pin":1e8` as a PIN, and take unknown fields out.
 */
export function requestValidation(): FastifySchemaCompiler<object> {
  const exact = new Ajv({ ...told, useDefaults: true, allowUnionTypes: true });
  const fromText = new Ajv({ ...told, useDefaults: true, coerceTypes: 'array' });
  return ({ schema, httpPart }) => (httpPart === 'body' ? exact : fromText).compile(schema);
}
