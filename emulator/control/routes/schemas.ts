/** Pieces of request schemas that the routes of several areas need. Everything is bounded. */
import { wholeLetters } from '../../store/pin-bytes.ts';

declare module 'fastify' {
  interface FastifySchema {
    /** One line for `GET /capabilities` and the OpenAPI document. */
    readonly summary?: string;
  }
}

export const text = { type: 'string', maxLength: 4096 } as const;

export const pinText = { ...text, pattern: wholeLetters } as const;

/** ISO 8601 with a zone; whether such a moment exists is asked when it is read. */
export const moment = {
  type: 'string',
  maxLength: 40,
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?(Z|[+-]\\d\\d:\\d\\d)$',
} as const;

/** The `:label` of a path: label or serial number of a token. */
export const tokenPath = { type: 'object', required: ['label'], properties: { label: text } } as const;

export interface TokenPath {
  readonly Params: { readonly label: string };
}

/** A body with these fields and no others. */
export function bodyOf(
  properties: Readonly<Record<string, unknown>>,
  required: readonly string[] = [],
): Readonly<Record<string, unknown>> {
  return { type: 'object', additionalProperties: false, required, properties };
}

/** For bodies that may be left out altogether. */
export function optionalBodyOf(
  properties: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return { ...bodyOf(properties), type: ['object', 'null'] };
}
