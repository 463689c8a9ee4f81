/** What the channel says of itself: GET /, /capabilities, /status, /openapi.json; POST /stop. */
import { lstatSync } from 'node:fs';
import type { FastifyInstance, RouteOptions } from 'fastify';
import { version } from '../../../foundation/version.ts';
import type { Emulator } from '../../emulator-interface.ts';
import { profileIds } from '../../profiles/index.ts';
import { emulatorFolder } from '../folder.ts';
import { openApi } from '../open-api.ts';
import { controlProtocol } from '../protocol.ts';
import { capabilities } from './index.ts';

/** Somebody may have removed it: no application finds the emulator then. */
function applicationSocketOf(dir: string): { readonly path: string; readonly there: boolean } {
  const path = emulatorFolder(dir).applicationSocket;
  return { path, there: lstatSync(path, { throwIfNoEntry: false })?.isSocket() === true };
}

export interface SystemParts {
  /** Address of the control port and name of the file with its token; null when there is none. */
  readonly controlPort: () => { readonly url: string; readonly tokenFile: string } | null;
  readonly journal: { dropped(): number; readonly repair: string | undefined };
}

/** Must come first: it notes every route that is registered after it. */
export function registerSystemRoutes(app: FastifyInstance, emulator: Emulator, parts: SystemParts): void {
  const routes: RouteOptions[] = [];
  app.addHook('onRoute', (route) => void routes.push(route));
  const summaries = () =>
    routes.map(({ method, url, schema }) => ({
      method: String(method),
      path: url,
      ...(schema?.summary === undefined ? {} : { summary: schema.summary }),
    }));
  const itself = () => ({
    name: 'congvu emulator',
    version,
    protocol: controlProtocol,
    capabilities,
    profiles: profileIds,
    openApi: '/openapi.json',
    routes: summaries(),
  });
  app.get('/', { schema: { summary: 'The same as /capabilities' } }, itself);
  app.get('/capabilities', { schema: { summary: 'Version, capabilities and routes' } }, itself);
  app.get('/openapi.json', { schema: { summary: 'This interface as OpenAPI 3.1' } }, () => openApi(routes));
  app.get('/status', { schema: { summary: 'How it is, and all tokens' } }, () => ({
    dir: emulator.dir,
    process: process.pid,
    version,
    protocol: controlProtocol,
    module: emulator.module,
    environment: emulator.environment,
    applicationSocket: applicationSocketOf(emulator.dir),
    controlPort: parts.controlPort(),
    journal: emulator.journalFile,
    journalDropped: parts.journal.dropped(),
    journalRepaired: parts.journal.repair ?? null,
    applications: emulator.applications(),
    lanes: emulator.lanes(),
    mistakes: emulator.mistakes(),
    clock: emulator.clock.view(),
    tokens: emulator.tokens(),
  }));
  app.post(
    '/stop',
    { schema: { summary: 'Stop the emulator; tokens and counters stay' } },
    (_request, answer) => {
      // The answer must be out before the socket goes.
      answer.raw.once('finish', () => setImmediate(() => void emulator.stop()));
      return { stopping: true, mistakes: emulator.mistakes() };
    },
  );
}
