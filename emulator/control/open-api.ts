/** The control channel as an OpenAPI 3.1 document, made from the schemas that the routes check with. */
import type { RouteOptions } from 'fastify';
import { version } from '../../foundation/version.ts';

interface ObjectSchema {
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, object>>;
}

const refusal = {
  description: 'Refused',
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } },
};

export function openApi(routes: readonly RouteOptions[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = route.url.replace(/:(\w+)/g, '{$1}');
    for (const method of [route.method].flat()) {
      paths[path] = { ...paths[path], [method.toLowerCase()]: operation(route) };
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Control channel of the congvu token emulator', version },
    paths,
    components: {
      schemas: {
        Refusal: {
          type: 'object',
          required: ['code', 'message', 'hint', 'exit'],
          properties: {
            code: { type: 'string' },
            message: { type: 'string' },
            hint: { type: 'string' },
            exit: { enum: [2, 3] },
            place: { type: 'string' },
          },
        },
      },
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    },
  };
}

function operation({ schema = {} }: RouteOptions): object {
  const parameters = [
    ...parametersIn('path', schema.params as ObjectSchema | undefined),
    ...parametersIn('query', schema.querystring as ObjectSchema | undefined),
  ];
  const body = schema.body as (ObjectSchema & { readonly type?: unknown }) | undefined;
  const optional = Array.isArray(body?.type) && body.type.includes('null');
  return {
    ...(schema.summary === undefined ? {} : { summary: schema.summary }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined
      ? {}
      : { requestBody: { required: !optional, content: { 'application/json': { schema: body } } } }),
    responses: { 200: { description: 'Done' }, default: refusal },
  };
}

function parametersIn(place: 'path' | 'query', schema: ObjectSchema | undefined): readonly object[] {
  return Object.entries(schema?.properties ?? {}).map(([name, properties]) => ({
    name,
    in: place,
    required: place === 'path' || schema?.required?.includes(name) === true,
    schema: properties,
  }));
}
