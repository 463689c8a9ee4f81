/**
 * Snapshots over HTTP: GET, POST /snapshots; POST /snapshots/restore; GET, POST /tokens/:label/snapshots; GET /tokens/:label/snapshot-file;
 * POST /tokens/:label/restore; POST /snapshots/adopt. Names, never paths: files elsewhere are the caller's own.
 */
import type { FastifyInstance } from 'fastify';
import type { Emulator } from '../../emulator-interface.ts';
import { maxSnapshot } from '../protocol.ts';
import { bodyOf, optionalBodyOf, tokenPath as params, type TokenPath, text } from './schemas.ts';

interface All {
  readonly Body: { readonly name: string };
}
interface Named {
  readonly Body: { readonly name?: string } | null;
}

export function registerSnapshotRoutes(app: FastifyInstance, { snapshots }: Emulator): void {
  app.get('/snapshots', { schema: { summary: 'The snapshots of all tokens' } }, () => snapshots.list());
  const body = bodyOf({ name: text }, ['name']);
  app.post<All>(
    '/snapshots',
    { schema: { summary: 'Keep all tokens as they are at one moment, under one name', body } },
    (request) => snapshots.takeAll(request.body.name),
  );
  app.post<All>(
    '/snapshots/restore',
    { schema: { summary: 'Bring all tokens back that have a snapshot of that name', body } },
    (request) => snapshots.restoreAll(request.body.name),
  );
  app.get<TokenPath>(
    '/tokens/:label/snapshots',
    { schema: { summary: 'The snapshots of one token', params } },
    (request) => snapshots.list(request.params.label),
  );
  app.post<TokenPath & Named>(
    '/tokens/:label/snapshots',
    {
      schema: {
        summary: 'Keep one token with its keys, counters and state',
        params,
        body: optionalBodyOf({ name: text }),
      },
    },
    (request) => snapshots.take(request.params.label, request.body ?? {}),
  );
  app.post<TokenPath & Named>(
    '/tokens/:label/restore',
    {
      schema: {
        summary: 'Bring one token back as it was; without a name, the latest that is whole',
        params,
        body: optionalBodyOf({ name: text }),
      },
    },
    (request) => snapshots.restore(request.params.label, request.body ?? {}),
  );
  app.get<TokenPath & { Querystring: { readonly name?: string } }>(
    '/tokens/:label/snapshot-file',
    {
      schema: {
        summary: 'A snapshot as a file for elsewhere; it holds the keys',
        params,
        querystring: bodyOf({ name: text }),
      },
    },
    (request) => snapshots.text(request.params.label, request.query),
  );
  app.post<{ Body: { readonly text: string; readonly label?: string; readonly file?: string } }>(
    '/snapshots/adopt',
    {
      bodyLimit: maxSnapshot,
      schema: {
        summary: 'Make a token from such a file',
        body: bodyOf({ text: { type: 'string' }, label: text, file: text }, ['text']),
      },
    },
    ({ body }) => snapshots.adopt(body.text, body),
  );
}
