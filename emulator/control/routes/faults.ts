/** Faults over HTTP: GET, POST, DELETE /faults; DELETE /faults/:name; POST /faults/release|replay; GET /faults/catalogue. */
import type { FastifyInstance } from 'fastify';
import type { Emulator } from '../../emulator-interface.ts';
import type { FaultScript } from '../../faults/index.ts';
import { bodyOf, optionalBodyOf, text } from './schemas.ts';

/** Exactly one of `name`, `script`, and `text` with `file`; what is in a script is judged by its own schema. */
interface ApplyBody {
  readonly name?: string;
  readonly script?: FaultScript;
  readonly text?: string;
  readonly file?: string;
  readonly token?: string;
  readonly seed?: number;
}

const applyBody = {
  ...bodyOf({
    name: text,
    script: { type: 'object' },
    text: { type: 'string', maxLength: 1_000_000 },
    file: text,
    token: text,
    seed: { type: 'integer', minimum: 0, maximum: 0xffffffff },
  }),
  oneOf: [{ required: ['name'] }, { required: ['script'] }, { required: ['text', 'file'] }],
};

const named = { type: 'object', required: ['name'], properties: { name: text } };

export function registerFaultRoutes(app: FastifyInstance, { faults }: Emulator): void {
  app.get('/faults', { schema: { summary: 'The armed fault scripts, and the calls they hold' } }, () =>
    faults.show(),
  );
  app.get('/faults/catalogue', { schema: { summary: 'The named faults' } }, () => faults.catalogue());
  app.post<{ Body: ApplyBody }>(
    '/faults',
    { schema: { summary: 'Arm a fault script', body: applyBody } },
    ({ body: { name, script, text: source = '', file = '', token, seed } }) =>
      faults.apply(name ?? script ?? { text: source, file }, { token, seed }),
  );
  app.delete('/faults', { schema: { summary: 'Disarm all fault scripts' } }, () => faults.clear());
  app.delete<{ Params: { readonly name: string } }>(
    '/faults/:name',
    { schema: { summary: 'Disarm one fault script', params: named } },
    ({ params }) => faults.clear(params.name),
  );
  app.post('/faults/release', { schema: { summary: 'Let hanging calls go on' } }, () => faults.release());
  app.post<{ Body: { readonly name?: string } | null }>(
    '/faults/replay',
    { schema: { summary: 'Arm again with the same seed', body: optionalBodyOf({ name: text }) } },
    ({ body }) => faults.replay(body?.name),
  );
}
