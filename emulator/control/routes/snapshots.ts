/**
 * Snapshots over HTTP: GET, POST /snapshots; POST /snapshots/restore; GET, POST /tokens/:label/snapshots; GET /tokens/:label/snapshot-file;
 * POST /tokens/:label/restore; POST /snapshots/adopt. Names, never paths: files elsewhere are the caller's own.
 */
import type { FastifyInstance } from 'fastify';
import type { Emulator } from '../../emulator-interface.ts';
import { bodyOf, optionalBodyOf, tokenPath as params, type TokenPath, text } from './schemas.ts';

/** A snapshot of a token with thousands of objects. */
const maxSnapshot = 64 * 1024 * 1024;

interface All {
  readonly Body: { readonly name: string };
}
interface Named {
  readonly Body: { readonly name?: string } | null;
}

export function registerSnapshotRoutes(app: FastifyInstance, { snapshots }: Emulator): void {
  app.get('/snapshots', () => snapshots.list());
  const all = { schema: { body: bodyOf({ name: text }, ['name']) } };
  app.post<All>('/snapshots', all, ({ body }) => snapshots.takeAll(body.name));
  app.post<All>('/snapshots/restore', all, ({ body }) => snapshots.restoreAll(body.name));
  app.get<TokenPath>('/tokens/:label/snapshots', { schema: { params } }, (request) =>
    snapshots.list(request.params.label),
  );
  app.post<TokenPath & Named>(
    '/tokens/:label/snapshots',
    { schema: { params, body: optionalBodyOf({ name: text }) } },
    (request) => snapshots.take(request.params.label, request.body ?? {}),
  );
  app.post<TokenPath & Named>(
    '/tokens/:label/restore',
    { schema: { params, body: optionalBodyOf({ name: text }) } },
    (request) => snapshots.restore(request.params.label, request.body ?? {}),
  );
  app.get<TokenPath & { Querystring: { readonly name?: string } }>(
    '/tokens/:label/snapshot-file',
    { schema: { params, querystring: bodyOf({ name: text }) } },
    (request) => snapshots.text(request.params.label, request.query),
  );
  app.post<{ Body: { readonly text: string; readonly label?: string; readonly file?: string } }>(
    '/snapshots/adopt',
    {
      bodyLimit: maxSnapshot,
      schema: {
        body: bodyOf({ text: { type: 'string' }, label: text, file: text }, ['text']),
      },
    },
    ({ body }) => snapshots.adopt(body.text, body),
  );
}
