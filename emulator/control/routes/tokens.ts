/** The tokens over HTTP: GET, POST /tokens; GET /tokens/:label; POST /tokens/:label/unlock. */
import type { FastifyInstance } from 'fastify';
import type { Emulator, NewToken } from '../../emulator-interface.ts';
import { tokenKinds } from '../../token/kind.ts';

const text = { type: 'string', maxLength: 4096 };
const createSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['label', 'profile'],
  properties: {
    label: text,
    profile: text,
    pin: text,
    soPin: text,
    kind: { enum: tokenKinds },
    removed: { type: 'boolean' },
  },
};
const unlockSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['soPin', 'newPin'],
  properties: { soPin: text, newPin: text },
};
const tokenPath = { type: 'object', required: ['label'], properties: { label: text } };

interface TokenPath {
  readonly Params: { readonly label: string };
}

export function registerTokenRoutes(app: FastifyInstance, emulator: Emulator): void {
  app.get('/tokens', () => emulator.tokens());
  app.post<{ Body: NewToken }>('/tokens', { schema: { body: createSchema } }, (request) =>
    emulator.createToken(request.body),
  );
  app.get<TokenPath>('/tokens/:label', { schema: { params: tokenPath } }, (request) =>
    emulator.token(request.params.label),
  );
  app.post<TokenPath & { Body: { soPin: string; newPin: string } }>(
    '/tokens/:label/unlock',
    { schema: { params: tokenPath, body: unlockSchema } },
    (request) => emulator.unlock(request.params.label, request.body),
  );
}
