/** The life of tokens over HTTP: POST /tokens/:label/MOVE for every move, DELETE /tokens/:label. */
import type { FastifyInstance } from 'fastify';
import type { Emulator } from '../../emulator-interface.ts';
import { type Damage, damages } from '../../token/condition.ts';
import { optionalBodyOf, tokenPath as params, type TokenPath, text } from './schemas.ts';

type Body<Fields> = TokenPath & { readonly Body: Fields | null };

export function registerLifeRoutes(app: FastifyInstance, emulator: Emulator): void {
  const slot = { type: 'integer', minimum: 1 };
  app.post<Body<{ slot?: number }>>(
    '/tokens/:label/insert',
    { schema: { params, body: optionalBodyOf({ slot }) } },
    (request) => emulator.insert(request.params.label, request.body ?? {}),
  );
  app.post<Body<{ damage?: Damage }>>(
    '/tokens/:label/damage',
    { schema: { params, body: optionalBodyOf({ damage: { enum: damages } }) } },
    (request) => emulator.damage(request.params.label, request.body?.damage),
  );
  app.post<Body<{ copyAs?: string }>>(
    '/tokens/:label/compromise',
    { schema: { params, body: optionalBodyOf({ copyAs: text }) } },
    (request) => emulator.compromise(request.params.label, request.body ?? {}),
  );
  for (const move of ['remove', 'lose', 'repair', 'recall', 'wipe'] as const) {
    app.post<TokenPath>(
      `/tokens/:label/${move}`,
      { schema: { params, body: optionalBodyOf({}) } },
      (request) => emulator[move](request.params.label),
    );
  }
  app.delete<TokenPath>('/tokens/:label', { schema: { params } }, async (request) => {
    await emulator.deleteToken(request.params.label);
    return { deleted: true };
  });
}
