/** The side channel of a running emulator: HTTP over a unix socket that only its owner can open. */

import type { Socket } from 'node:net';
import type { FastifyReply } from 'fastify';
import { CongvuError } from '../../foundation/error.ts';
import type { Emulator } from '../emulator-interface.ts';
import { fail } from '../errors.ts';
import { registerClockRoutes } from './routes/clock.ts';
import { registerFaultRoutes } from './routes/faults.ts';
import { registerLifeRoutes } from './routes/life.ts';
import { registerPinRoutes } from './routes/pins.ts';
import { registerSnapshotRoutes } from './routes/snapshots.ts';
import { registerTokenRoutes } from './routes/tokens.ts';
import { listenPrivately } from './sockets.ts';

export interface ControlServer {
  close(): Promise<void>;
}

/**
 * GET /status; POST /stop; and what stands in `routes/`.
 * A refusal is `{"code","message","hint","exit"}` with status 400 (exit 2; 404 when there is no such
 * route or method) or 500 (exit 3).
 */
export async function serveControl(
  emulator: Emulator,
  path: string,
  journal: { dropped(): number },
): Promise<ControlServer> {
  const { fastify } = await import('fastify');
  const app = fastify({
    logger: false,
    forceCloseConnections: true,
    // Fastify would take unknown fields out without a word.
    ajv: { customOptions: { removeAdditional: false } },
    frameworkErrors: (error, _request, answer: FastifyReply) => {
      const refusal = asRefusal(error);
      void answer.code(statusOf(refusal)).send(shown(refusal));
    },
    clientErrorHandler: refuseNoHttp,
  });

  app.setErrorHandler((error, _request, answer) => {
    const known = error instanceof CongvuError ? error : asRefusal(error);
    return answer.code(statusOf(known)).send(shown(known));
  });
  app.setNotFoundHandler(({ method, url }, answer) =>
    answer.code(404).send(shown(fail('TOKEN_REQUEST_INVALID', { reason: `there is no ${method} ${url}` }))),
  );
  app.get('/status', () => ({
    dir: emulator.dir,
    process: process.pid,
    module: emulator.module,
    environment: emulator.environment,
    journal: emulator.journalFile,
    journalDropped: journal.dropped(),
    applications: emulator.applications(),
    clock: emulator.clock.view(),
    tokens: emulator.tokens(),
  }));
  registerClockRoutes(app, emulator);
  registerTokenRoutes(app, emulator);
  registerLifeRoutes(app, emulator);
  registerPinRoutes(app, emulator);
  registerSnapshotRoutes(app, emulator);
  registerFaultRoutes(app, emulator);
  app.post('/stop', (_request, answer) => {
    // The answer must be out before the socket goes.
    answer.raw.once('finish', () => setImmediate(() => void emulator.stop()));
    return { stopping: true };
  });

  await app.ready();
  await listenPrivately(app.server, path);
  return Object.freeze({ close: () => app.close() });
}

function shown({ code, message, hint, exit }: CongvuError) {
  return { code, message, hint, exit };
}

function statusOf({ exit }: CongvuError): number {
  return exit === 2 ? 400 : 500;
}

/** What is no HTTP never becomes a request; the answer is written by hand. */
function refuseNoHttp({ message }: Error, socket: Socket): void {
  if (!socket.writable) return void socket.destroy();
  const body = JSON.stringify(shown(fail('TOKEN_REQUEST_INVALID', { reason: message })));
  const head = ['HTTP/1.1 400 Bad Request', 'content-type: application/json', 'connection: close'];
  socket.end([...head, `content-length: ${Buffer.byteLength(body)}`, '', body].join('\r\n'));
}

/** What fastify itself refuses: a body that is no JSON, a field too many, an unknown path. */
function asRefusal(error: unknown): CongvuError {
  const { statusCode, message = 'unknown' } = error as { statusCode?: number; message?: string };
  if (statusCode !== undefined && statusCode < 500)
    return fail('TOKEN_REQUEST_INVALID', { reason: message }, error);
  return fail('EMULATOR_FAULT', { reason: message }, error);
}
