/**
 * PINs and profiles over HTTP: GET /profiles, GET /pin-pad, POST /tokens/:label/pin-pad, …/pin-pad/cancel,
 * …/reset-tries, …/set-tries, …/write-protect.
 */
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { Emulator } from '../../emulator-interface.ts';
import type { PadEntry } from '../../policy/pins/pin-pad.ts';
import { shippedProfiles } from '../../profiles/index.ts';
import type { TriesWanted } from '../../token/pin-tries.ts';
import { bodyOf, optionalBodyOf, pinText, type TokenPath, tokenPath } from './schemas.ts';

/** Ten minutes: longer than any person stands before a PIN pad. */
const waitMs = { type: 'integer', minimum: 0, maximum: 600_000 };

/** As many as a profile may have; what this one has is asked behind the schema. */
const tries = { type: 'integer', minimum: 0, maximum: 255 };

export function registerPinRoutes(app: FastifyInstance, emulator: Emulator): void {
  const { pinPad } = emulator;
  app.get('/profiles', { schema: { summary: 'The profiles that come with congvu' } }, () =>
    shippedProfiles(),
  );
  app.get('/pin-pad', { schema: { summary: 'What PIN pads ask at this moment' } }, () => pinPad.open());
  app.post<TokenPath & { Body: PadEntry & { waitMs?: number } }>(
    '/tokens/:label/pin-pad',
    {
      schema: {
        summary: 'Enter PINs on the PIN pad of a token',
        params: tokenPath,
        body: bodyOf({ pin: pinText, newPin: pinText, waitMs }),
      },
    },
    ({ params, body: { waitMs: wait, ...entry }, raw }) =>
      pinPad.enter(params.label, entry, wait, untilGone(raw)),
  );
  app.post<TokenPath & { Body: { waitMs?: number } | null }>(
    '/tokens/:label/pin-pad/cancel',
    {
      schema: {
        summary: 'Press the cancel key of its PIN pad',
        params: tokenPath,
        body: optionalBodyOf({ waitMs }),
      },
    },
    ({ params, body, raw }) => pinPad.cancel(params.label, body?.waitMs, untilGone(raw)),
  );
  app.post<TokenPath>(
    '/tokens/:label/reset-tries',
    { schema: { summary: "The administrator's reset of its counters", params: tokenPath } },
    ({ params }) => emulator.resetTries(params.label),
  );
  app.post<TokenPath & { Body: TriesWanted }>(
    '/tokens/:label/set-tries',
    {
      schema: {
        summary: 'For tests: let so many tries be left, without a PIN',
        params: tokenPath,
        body: bodyOf({ user: tries, so: tries, puk: tries }),
      },
    },
    ({ params, body }) => emulator.setTries(params.label, body),
  );
  app.post<TokenPath & { Body: { on: boolean } }>(
    '/tokens/:label/write-protect',
    {
      schema: {
        summary: 'Let no application change anything on it, or let it be changed again',
        params: tokenPath,
        body: bodyOf({ on: { type: 'boolean' } }, ['on']),
      },
    },
    ({ params, body }) => emulator.writeProtect(params.label, body.on),
  );
}

/** Ends with the connection: a command that was interrupted enters nothing any more. */
function untilGone({ socket }: IncomingMessage): AbortSignal {
  const gone = new AbortController();
  socket.once('close', () => gone.abort());
  return gone.signal;
}
