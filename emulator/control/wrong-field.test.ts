/** What is wrong with a field is said in words: nobody reads a regular expression. */
import { expect, it } from 'vitest';
import { controlRequest } from '../e2e/control-request.ts';
import { freshEmulator } from '../e2e/fresh-emulator.ts';
import { patternWords } from './wrong-field.ts';

const running = freshEmulator();

async function asked(method: string, path: string, body?: string): Promise<{ answer: unknown }> {
  const { text } = await controlRequest(running.emulator.dir, { method, path, body });
  return { answer: JSON.parse(text) as unknown };
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
