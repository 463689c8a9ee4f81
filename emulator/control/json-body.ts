/** Bodies in JSON: a field that would change what objects are is named, where fastify says "not valid JSON". */
import type { FastifyInstance } from 'fastify';
import { fail } from '../errors.ts';

/** No field of any body is called so. */
const forbidden: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

export function parseJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    void parse(request, body, (error, value) => {
      const place = error === null ? undefined : forbiddenPlace(body);
      if (place === undefined) done(error, value);
      else done(fail('TOKEN_REQUEST_INVALID', { reason: `${place} is not known here` }));
    });
  });
}

/** `body/__proto__`, also where it is deeper: names on the way there may be anything. Undefined when there is none, or when it is no JSON at all. */
function forbiddenPlace(body: string): string | undefined {
  try {
    return placeIn(JSON.parse(body), 'body');
  } catch {
    return undefined;
  }
}

function placeIn(value: unknown, at: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const entries = Object.entries(value);
  const name = entries.find(([field]) => forbidden.has(field))?.[0];
  if (name !== undefined) return `${at}/${name}`;
  for (const [, inner] of entries) {
    const place = placeIn(inner, at);
    if (place !== undefined) return place;
  }
  return undefined;
}
