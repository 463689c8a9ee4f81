/** Every verb of the command line has a way over HTTP and in the typed client: as the table in README.md says. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createContext, runInContext } from 'node:vm';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { controlRequest } from '../e2e/control-request.ts';
import { type RunningEmulator, runningEmulator } from '../e2e/running.ts';
import { registerEmulatorVerbs } from '../verbs.ts';
import { controlClient, type EmulatorCapabilities } from './control-client.ts';
import { fieldTable, type OpenApiPaths } from './field-table.ts';
import { controlProtocol, protocolHeader } from './protocol.ts';

interface Row {
  readonly verb: string;
  readonly route: string;
  readonly method: string;
}

/** Neither is a verb's: they tell of the channel itself. */
const ofTheChannel = ['GET /', 'GET /capabilities', 'GET /openapi.json'];

const page = readFileSync(new URL('./README.md', import.meta.url), 'utf8');
const rows: readonly Row[] = [
  ...page.matchAll(/^\| `(emulator|token) ([^`]*)` *\| (.*?) *\| `(.*?)` *\|$/gm),
].map(([, area, verb, route = '', method = '']) => ({
  verb: `${area} ${verb}`,
  route: route.replaceAll('`', ''),
  method,
}));
const asked = rows.filter(({ verb }) => verb !== 'emulator start');

const values = {
  LABEL: 'Văn thư',
  NAME: 'before',
  TEXT: '{}',
  PROFILE: 'strict',
  PIN: '123456',
  SO_PIN: '87654321',
  DAMAGE: 'silent',
  TIME: '2026-03-01T08:00:00Z',
  MILLISECONDS: 1000,
  COUNT: 5,
};

describe('the verbs', () => {
  it('are all in the table, and nothing else is', () => {
    expect([...new Set(rows.map(({ verb }) => plain(verb)))].sort()).toEqual([...verbs()].sort());
  });
});

describe('the routes', () => {
  let fresh: RunningEmulator;
  let told: EmulatorCapabilities;
  beforeAll(async () => {
    fresh = await runningEmulator();
    told = await controlClient(fresh.emulator.dir).capabilities();
  });
  afterAll(() => fresh.end());

  it('are all in the table, and nothing else is', () => {
    const there = told.routes.filter(({ method }) => method !== 'HEAD');
    const names = there.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, upper)}`);
    expect(names.filter((name) => !ofTheChannel.includes(name)).sort()).toEqual(
      [...new Set(asked.map(({ route }) => route))].sort(),
    );
  });

  it('have their fields in the other table, as the schemas have them', async () => {
    const document = await openApiOf(fresh.emulator.dir);
    expect(page).toContain(`\n${fieldTable(document)}\n`);
  });

  it('all say what they are for', () => {
    expect(told.routes.filter(({ summary = '' }) => summary === '')).toEqual([]);
  });
});

describe('the typed client', () => {
  it.each(asked)('asks for $route with $method', async ({ route, method }) => {
    const requests: string[] = [];
    const server = createServer(({ method: verb, url = '' }, answer) => {
      requests.push(`${verb} ${decodeURIComponent(url.replace(/\?.*/, ''))}`);
      answer.setHeader(protocolHeader, String(controlProtocol)).end('{}');
      // `stop` asks on until nobody answers.
      if (url === '/stop') server.close();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const emulator = controlClient({ url: `http://127.0.0.1:${port}`, token: 'x' });
    const result: unknown = runInContext(`emulator.${method}`, createContext({ emulator, ...values }));
    await settled(result);
    server.close();
    const wanted = route.replace(/(?<=\/)[A-Z]+/g, (name) => values[name as 'LABEL']);
    expect(requests[0]).toBe(wanted);
  });
});

async function openApiOf(dir: string): Promise<OpenApiPaths> {
  return JSON.parse((await controlRequest(dir, { path: '/openapi.json' })).text) as OpenApiPaths;
}

/** Leaves of the command line, as `token pin-pad list`. */
function verbs(): readonly string[] {
  const program = new Command();
  registerEmulatorVerbs(program);
  const leaves = (command: Command, before: readonly string[]): readonly string[] =>
    command.commands.flatMap((one) => {
      const name = [...before, one.name()];
      return one.commands.length === 0 ? [name.join(' ')] : leaves(one, name);
    });
  return leaves(program, []);
}

/** Without arguments and options. */
function plain(verb: string): string {
  return verb.replace(/( -| [A-Z]).*$/, '');
}

function upper(_: string, name: string): string {
  return name.toUpperCase();
}

/** A follower asks when somebody listens. */
async function settled(result: unknown): Promise<void> {
  if (typeof result === 'object' && result !== null && Symbol.asyncIterator in result)
    await (result as AsyncIterable<unknown>)[Symbol.asyncIterator]().next();
  else await result;
}
