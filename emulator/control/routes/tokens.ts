/** The tokens over HTTP: GET, POST /tokens; GET /tokens/:label; POST /tokens/:label/initialise, …/lock, …/unlock. */
import type { FastifyInstance } from 'fastify';
import type { Emulator, NewToken } from '../../emulator-interface.ts';
import { fail } from '../../errors.ts';
import type { InitialPins } from '../../policy/life/initialise.ts';
import type { UnlockPins } from '../../policy/life/unlock.ts';
import { profileNamed } from '../../profiles/index.ts';
import { tokenKinds } from '../../token/kind.ts';
import { bodyOf, optionalBodyOf, pinText, type TokenPath, text, tokenPath } from './schemas.ts';

const createSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['label', 'profile'],
  properties: {
    label: text,
    // A name, or a whole profile: paths are the caller's business.
    profile: { anyOf: [text, { type: 'object' }] },
    pin: pinText,
    soPin: pinText,
    puk: pinText,
    kind: { enum: tokenKinds },
    blank: { type: 'boolean' },
    removed: { type: 'boolean' },
  },
};
const unlockSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['newPin'],
  properties: { soPin: pinText, puk: pinText, newPin: pinText },
};
export function registerTokenRoutes(app: FastifyInstance, emulator: Emulator): void {
  app.get('/tokens', { schema: { summary: 'All tokens' } }, () => emulator.tokens());
  app.post<{ Body: NewToken }>(
    '/tokens',
    { schema: { summary: 'Make a token', body: createSchema } },
    ({ body }) => {
      // No path of the server's own files may come from there.
      if (typeof body.profile === 'string') profileNamed(body.profile);
      return emulator.createToken(body);
    },
  );
  app.get<TokenPath>(
    '/tokens/:label',
    { schema: { summary: 'One token: state and tries left', params: tokenPath } },
    (request) => emulator.token(request.params.label),
  );
  app.post<TokenPath & { Body: InitialPins }>(
    '/tokens/:label/initialise',
    {
      schema: {
        summary: 'Give a blank token its first PINs',
        params: tokenPath,
        body: bodyOf({ soPin: pinText, pin: pinText }, ['soPin']),
      },
    },
    ({ params, body }) => emulator.initialise(params.label, body),
  );
  app.post<TokenPath & { Body: { role?: 'user' | 'so' } | null }>(
    '/tokens/:label/lock',
    {
      schema: {
        summary: "For tests: lock its user PIN, or the SO's, as wrong PINs would",
        params: tokenPath,
        body: optionalBodyOf({ role: { enum: ['user', 'so'] } }),
      },
    },
    ({ params, body }) => emulator.lock(params.label, body?.role),
  );
  app.post<TokenPath & { Body: UnlockPins }>(
    '/tokens/:label/unlock',
    {
      schema: {
        summary: 'Open a locked token with its SO PIN or PUK, and give it a new PIN',
        params: tokenPath,
        body: unlockSchema,
      },
    },
    async ({ params, body }) => {
      if (body.soPin !== undefined && body.puk !== undefined)
        throw fail('TOKEN_REQUEST_INVALID', { reason: 'it has soPin and puk: one of them opens the token' });
      return emulator.unlock(params.label, body);
    },
  );
}
