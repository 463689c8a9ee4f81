/** Whatever is sent to the control channel, it answers in its one shape, breaks nothing, and stays in its folder. */
import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { controlRequest } from '../e2e/control-request.ts';
import { freshEmulator } from '../e2e/fresh-emulator.ts';
import { controlClient } from './control-client.ts';

const running = freshEmulator();

async function sent(
  method: string,
  path: string,
  body: string,
): Promise<{ status: number; answer: unknown }> {
  const headers = { 'content-length': Buffer.byteLength(body) };
  const { status, text } = await controlRequest(running.emulator.dir, { method, path, body, headers });
  return { status, answer: JSON.parse(text) as unknown };
}

const place = fc.oneof(
  fc.constantFrom('T', '..', '../../e', '/etc/passwd', '.', '\u0000', 'ệ', '%', '__proto__', 'constructor'),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const value: fc.Arbitrary<unknown> = fc.oneof(
  place,
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(-1, 0, 1e308, null, true, '9'.repeat(5000), '2026-02-30T00:00:00Z'),
);

it('answers any body to any route in one shape, and goes on', async () => {
  await running.makeToken();
  const { routes } = await controlClient(running.emulator.dir).capabilities();
  const { paths } = (await sent('GET', '/openapi.json', '')).answer as {
    paths: Record<
      string,
      Record<string, { requestBody?: { content: Record<string, { schema: { properties?: object } }> } }>
    >;
  };
  const fieldsOf = (path: string): string[] => {
    const schema =
      paths[path.replace(/:(\w+)/g, '{$1}')]?.post?.requestBody?.content['application/json']?.schema;
    return Object.keys(schema?.properties ?? {});
  };
  const steering = routes.filter(({ path }) => path !== '/stop' && path !== '/journal/follow');
  const requests = fc.constantFrom(...steering).chain(({ method, path }) =>
    fc.record({
      method: fc.constant(method),
      path: place.map((at) => path.replace(/:\w+/g, () => encodeURIComponent(at.toWellFormed()))),
      body: fc.oneof(
        fc.dictionary(fc.constantFrom('x', ...fieldsOf(path)), value).map((body) => JSON.stringify(body)),
        fc.jsonValue().map((body) => JSON.stringify(body)),
        fc.string({ maxLength: 60 }),
      ),
    }),
  );
  const before = readdirSync(dirname(running.emulator.dir));
  await fc.assert(
    fc.asyncProperty(requests, async ({ method, path, body }) => {
      const { status, answer } = await sent(method, path, body);
      if (status === 200) return;
      expect(status).toBeLessThan(500);
      expect(answer).toMatchObject({
        code: expect.stringMatching(/^[A-Z]+(_[A-Z0-9]+)+$/),
        message: expect.any(String),
        hint: expect.any(String),
        exit: 2,
      });
    }),
    { numRuns: 300 },
  );
  expect(readdirSync(dirname(running.emulator.dir))).toEqual(before);
  expect(await controlClient(running.emulator.dir).status()).toMatchObject({ process: process.pid });
});
