/** What is wrong with a field is said in words: nobody reads a regular expression. */
import { request } from 'node:http';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { freshEmulator } from '../e2e/fresh-emulator.ts';
import { patternWords } from './wrong-field.ts';

const running = freshEmulator();

async function asked(method: string, path: string, body?: string): Promise<{ answer: unknown }> {
  const socketPath = join(running.emulator.dir, 'control.sock');
  const headers = body === undefined ? {} : { 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const call = request({ socketPath, method, path, headers, agent: false }, async (response) => {
      const text = Buffer.concat(await Array.fromAsync(response as AsyncIterable<Buffer>)).toString();
      resolve({ answer: JSON.parse(text) as unknown });
    });
    call.on('error', reject);
    call.end(body);
  });
}

it('says in words what a text is that does not fit, never with a pattern', async () => {
  for (const [path, body] of [
    ['/clock/set', '{"to":"tomorrow"}'],
    ['/clock/freeze', '{"at":"2026-03-01"}'],
    ['/journal?since=yesterday', undefined],
    ['/tokens', '{"label":"T","profile":"strict","pin":"\\ud800"}'],
  ] as const) {
    const { answer } = await asked(body === undefined ? 'GET' : 'POST', path, body);
    const { message, place } = answer as { readonly message: string; readonly place: string };
    const words =
      path === '/tokens' ? 'has half of a letter' : 'is no moment with its zone, for example 2026-';
    expect(message).toContain(`${place} ${words}`);
    expect(message).not.toMatch(/pattern|\\d/);
  }
  const { answer } = await asked('GET', '/openapi.json');
  expect(new Set(patternsIn(answer))).toEqual(new Set(patternWords.keys()));
});

/** Those that a schema asks of texts, wherever it does. */
function patternsIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === 'pattern' && typeof inner === 'string' ? [inner] : patternsIn(inner),
  );
}
