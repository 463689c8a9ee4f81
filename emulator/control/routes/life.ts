/** The life of tokens over HTTP: POST /tokens/:label/MOVE for every move, DELETE /tokens/:label. */
import type { FastifyInstance } from 'fastify';
import type { Emulator } from '../../emulator-interface.ts';
import { type Damage, damages } from '../../token/condition.ts';
import { optionalBodyOf, tokenPath as params, type TokenPath, text } from './schemas.ts';

type Body<Fields> = TokenPath & { readonly Body: Fields | null };

const plainMoves = {
  remove: 'Take it out of its reader',
  lose: 'It is lost for good',
  repair: 'Mend a damaged one, for tests: no real one heals',
  recall: 'It goes back to its issuer',
  wipe: 'Keys, objects and PINs are taken away: it is blank then',
} as const;

export function registerLifeRoutes(app: FastifyInstance, emulator: Emulator): void {
  const slot = { type: 'integer', minimum: 1 };
  app.post<Body<{ slot?: number }>>(
    '/tokens/:label/insert',
    {
      schema: {
        summary: 'Put it into a reader: its own, or that of the number',
        params,
        body: optionalBodyOf({ slot }),
      },
    },
    (request) => emulator.insert(request.params.label, request.body ?? {}),
  );
  app.post<Body<{ damage?: Damage }>>(
    '/tokens/:label/damage',
    {
      schema: {
        summary: 'It breaks, in one of several ways',
        params,
        body: optionalBodyOf({ damage: { enum: damages } }),
      },
    },
    (request) => emulator.damage(request.params.label, request.body?.damage),
  );
  app.post<Body<{ copyAs?: string }>>(
    '/tokens/:label/compromise',
    {
      schema: {
        summary: 'Somebody else has its keys; with copyAs, as a token that signs',
        params,
        body: optionalBodyOf({ copyAs: text }),
      },
    },
    (request) => emulator.compromise(request.params.label, request.body ?? {}),
  );
  for (const [move, summary] of Object.entries(plainMoves) as [keyof typeof plainMoves, string][]) {
    app.post<TokenPath>(
      `/tokens/:label/${move}`,
      { schema: { summary, params, body: optionalBodyOf({}) } },
      (request) => emulator[move](request.params.label),
    );
  }
  app.delete<TokenPath>(
    '/tokens/:label',
    { schema: { summary: 'Give it up with everything on it; its snapshots stay', params } },
    async (request) => {
      await emulator.deleteToken(request.params.label);
      return { deleted: true };
    },
  );
}
