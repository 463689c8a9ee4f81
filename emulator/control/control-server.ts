/** The side channel of a running emulator: HTTP on a unix socket that only its owner can open, and on a port if wanted. */
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { writeFileDurably } from '../../foundation/durable-file.ts';
import { version } from '../../foundation/version.ts';
import type { Emulator } from '../emulator-interface.ts';
import { fail as failEmulator } from '../errors.ts';
import type { Mistakes } from '../policy/defence/met-mistakes.ts';
import { fail } from './errors.ts';
import type { EmulatorFolder } from './folder.ts';
import { parseJsonBodies } from './json-body.ts';
import { type Guard, portGuard } from './port-guard.ts';
import { controlProtocol, forEveryVersion, protocolHeader } from './protocol.ts';
import { type Refusal, refusalOf, refuseNoHttp, shown, writeRefusal } from './refusals.ts';
import { registerRoutes } from './routes/index.ts';
import { bodyOf } from './routes/schemas.ts';
import { registerSystemRoutes, type SystemParts } from './routes/system.ts';
import { listenPrivately } from './sockets.ts';

export interface ControlServer {
  /** Null unless a port was asked for. */
  readonly port: { readonly url: string; readonly tokenFile: string } | null;
  close(): Promise<void>;
}

export interface ControlOptions {
  readonly folder: EmulatorFolder;
  readonly journal: SystemParts['journal'];
  readonly mistakes: Pick<Mistakes, 'met'>;
  /** Listen on that port of 127.0.0.1 too; 0: any. */
  readonly port?: number | undefined;
}

/** Programs that steer; applications have a socket of their own. */
const maxConnections = 128;

/**
 * What it offers stands in `routes/`. Everything behind the listening itself is made at the first request: an emulator
 * inside of a test is there sooner, and most of them are never asked. Throws EMULATOR_PORT_TAKEN.
 */
export async function serveControl(
  emulator: Emulator,
  { folder, journal, mistakes, port }: ControlOptions,
): Promise<ControlServer> {
  let app: Promise<FastifyInstance> | undefined;
  let opened: ControlServer['port'] = null;
  const refused = (error: unknown): Refusal => {
    const refusal = refusalOf(error);
    if (refusal.error.code === 'EMULATOR_FAULT') mistakes.met(error);
    return refusal;
  };
  const routed = (request: IncomingMessage, answer: ServerResponse): void => {
    app ??= controlApp(emulator, { journal, controlPort: () => opened }, refused);
    app.then(
      (ready) => ready.routing(request, answer),
      (error: unknown) => writeRefusal(answer, refused(error)),
    );
  };
  const socket = listener(routed);
  await listenPrivately(socket, folder.controlSocket);
  const servers = [socket];
  if (port !== undefined) {
    const loopback = await listenOnLoopback(routed, port, folder.controlToken).catch(
      async (error: unknown) => {
        await closed(socket);
        throw error;
      },
    );
    servers.push(loopback.server);
    opened = Object.freeze({ url: loopback.url, tokenFile: folder.controlToken });
  }
  return Object.freeze({
    port: opened,
    close: async () => {
      await Promise.all(servers.map(closed));
      if (opened !== null) rmSync(opened.tokenFile, { force: true });
      await (await app?.catch(() => undefined))?.close();
    },
  });
}

type Routed = (request: IncomingMessage, answer: ServerResponse) => void;

function listener(routed: Routed, guard: Guard = () => undefined): Server {
  const server = createServer(
    // Node alone would refuse a request without a Host, and say nothing but the status.
    { requestTimeout: 60_000, headersTimeout: 10_000, maxHeaderSize: 16 * 1024, requireHostHeader: false },
    (request, answer) => {
      answer.setHeader(protocolHeader, String(controlProtocol));
      const refused = guard(request) ?? withoutHost(request) ?? otherProtocol(request);
      if (refused === undefined) routed(request, answer);
      else writeRefusal(answer, refusalOf(refused));
    },
  );
  server.maxConnections = maxConnections;
  server.on('clientError', refuseNoHttp);
  server.on('connect', (_request, socket: Socket) =>
    refuseNoHttp(new Error('this is no proxy: CONNECT is not understood'), socket),
  );
  server.on('checkExpectation', (_request, answer) => {
    const reason = 'the only Expect that is understood is 100-continue';
    writeRefusal(answer, { status: 417, error: failEmulator('TOKEN_REQUEST_INVALID', { reason }) });
  });
  return server;
}

/** RFC 9112, section 3.2: an HTTP/1.1 request has a Host. */
function withoutHost({ headers, httpVersion }: IncomingMessage): Error | undefined {
  if (headers.host !== undefined || httpVersion !== '1.1') return undefined;
  return failEmulator('TOKEN_REQUEST_INVALID', { reason: 'it has no Host header' });
}

function otherProtocol({ headers, url = '/' }: IncomingMessage): Error | undefined {
  const theirs = headers[protocolHeader];
  if (theirs === undefined || theirs === String(controlProtocol) || forEveryVersion.has(pathOf(url)))
    return undefined;
  const spoken = String(theirs).slice(0, 20);
  return fail('EMULATOR_PROTOCOL_MISMATCH', {
    where: 'the other side',
    theirs: spoken,
    version,
    ours: controlProtocol,
  });
}

/** Without the query, in which a PIN may stand. */
function pathOf(url: string): string {
  return url.split(/[?#;]/, 1)[0] ?? '/';
}

/** The token is new at every start; whoever can read the folder's files can read it. */
async function listenOnLoopback(
  routed: Routed,
  port: number,
  tokenFile: string,
): Promise<{ readonly server: Server; readonly url: string }> {
  const token = randomBytes(32).toString('base64url');
  let guard: Guard = () => fail('EMULATOR_TOKEN_REFUSED');
  const server = listener(routed, (request) => guard(request));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(fail('EMULATOR_PORT_TAKEN', { port, reason: error.code ?? error.message }, error)),
    );
    server.listen({ port, host: '127.0.0.1' }, resolve);
  });
  const address = server.address() as AddressInfo;
  writeFileDurably(tokenFile, `${token}\n`);
  guard = portGuard(token, address.port);
  return { server, url: `http://127.0.0.1:${address.port}` };
}

/** Milliseconds in which followers of the journal get its end; who reads nothing is cut off then. */
const farewell = 500;

async function closed(server: Server): Promise<void> {
  const done = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), farewell);
  await done;
  clearTimeout(timer);
}

async function controlApp(
  emulator: Emulator,
  parts: SystemParts,
  refused: (error: unknown) => Refusal,
): Promise<FastifyInstance> {
  const { fastify } = await import('fastify');
  const { requestValidation } = await import('./validation.ts');
  const app = fastify({
    logger: false,
    exposeHeadRoutes: false,
    frameworkErrors: (error, _request, answer: FastifyReply) => {
      const refusal = refusalOf(error);
      void answer.code(refusal.status).send(shown(refusal));
    },
  });
  app.setValidatorCompiler(requestValidation());
  parseJsonBodies(app);
  // A field of the body that has come into the address, a PIN perhaps, must not be passed over without a word.
  app.addHook('onRoute', (route) => {
    route.schema = { ...route.schema, querystring: route.schema?.querystring ?? bodyOf({}) };
  });
  app.setErrorHandler((error, _request, answer) => {
    const refusal = refused(error);
    return answer.code(refusal.status).send(shown(refusal));
  });
  app.setNotFoundHandler(({ method, url }, answer) => {
    const refusal = refusalOf(fail('EMULATOR_ROUTE_UNKNOWN', { method, path: pathOf(url).slice(0, 200) }));
    return answer.code(refusal.status).send(shown(refusal));
  });
  registerSystemRoutes(app, emulator, parts);
  registerRoutes(app, emulator);
  await app.ready();
  return app;
}
