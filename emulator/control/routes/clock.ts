/** The clock over HTTP: GET /clock; POST /clock/set|advance|freeze|run|reset. */
import type { FastifyInstance } from 'fastify';
import type { Emulator } from '../../emulator-interface.ts';
import { bodyOf, moment, optionalBodyOf } from './schemas.ts';

/** Ten thousand years, there or back. */
const milliseconds = { type: 'integer', minimum: -315_576_000_000_000, maximum: 315_576_000_000_000 };

export function registerClockRoutes(app: FastifyInstance, { clock }: Emulator): void {
  app.get('/clock', { schema: { summary: "The emulator's time" } }, () => clock.view());
  app.post<{ Body: { readonly to: string } }>(
    '/clock/set',
    { schema: { summary: 'Put the clock to a moment', body: bodyOf({ to: moment }, ['to']) } },
    ({ body }) => clock.set(body.to),
  );
  app.post<{ Body: { readonly milliseconds: number } }>(
    '/clock/advance',
    { schema: { summary: 'Move the clock', body: bodyOf({ milliseconds }, ['milliseconds']) } },
    ({ body }) => clock.advance(body.milliseconds),
  );
  app.post<{ Body: { readonly at?: string } | null }>(
    '/clock/freeze',
    { schema: { summary: 'Make the clock stand still', body: optionalBodyOf({ at: moment }) } },
    ({ body }) => clock.freeze(body?.at),
  );
  app.post('/clock/run', { schema: { summary: 'Let the clock go on from where it is' } }, () => clock.run());
  app.post('/clock/reset', { schema: { summary: "Back to the machine's time" } }, () => clock.reset());
}
