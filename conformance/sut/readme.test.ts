import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { OperationName } from './messages.ts';
import { checkAnswer, checkHello, checkOperation, checkRequest } from './protocol-schemas.ts';
import answerSchema from './schemas/operations/verify.v1.json' with { type: 'json' };
import requestSchema from './schemas/request.v1.json' with { type: 'json' };
import { loadTarget } from './target.ts';

const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8');

interface Exchange {
  readonly request: {
    readonly id: number;
    readonly message: string;
    readonly operation?: OperationName;
    readonly parameters?: object;
  };
  readonly answer: { readonly id: number; readonly ok?: object };
}

function blocks(kind: string): readonly string[] {
  const found = readme.matchAll(new RegExp(`<!-- ${kind} -->\n\`\`\`\\w*\n(.*?)\`\`\``, 'gs'));
  return [...found].map(([, text]) => text ?? '');
}

function exchanges(block: string): readonly Exchange[] {
  const lines = block.trim().split('\n');
  const pairs = lines
    .filter((_, index) => index % 2 === 0)
    .map((line, index) => [line, lines[2 * index + 1] ?? '']);
  return pairs.map(([request = '', answer = '']) => {
    expect(request).toMatch(/^→ /);
    expect(answer).toMatch(/^← /);
    return { request: JSON.parse(request.slice(2)), answer: JSON.parse(answer.slice(2)) };
  });
}

describe('the message reference', () => {
  const all = blocks('conversation').flatMap(exchanges);

  it('shows every message and every operation', () => {
    expect(new Set(all.map(({ request }) => request.message))).toEqual(
      new Set(requestSchema.properties.message.enum),
    );
    const operations = all.flatMap(({ request }) => request.operation ?? []);
    expect(new Set(operations)).toEqual(new Set(Object.keys(checkOperation)));
  });

  it.each(all)('follows the schemas in $request.id $request.message', ({ request, answer }) => {
    expect(checkRequest(request)).toBeUndefined();
    expect(checkAnswer(answer)).toBeUndefined();
    expect(answer.id).toBe(request.id);
    if (request.message === 'hello') expect(checkHello(answer.ok)).toBeUndefined();
    if (request.operation) {
      const { parameters, result } = checkOperation[request.operation];
      expect(parameters(request.parameters)).toBeUndefined();
      if (answer.ok) expect(result(answer.ok)).toBeUndefined();
    }
  });

  it('says in one line what each kind of reason means, and of no other kind', () => {
    const table = readme.slice(readme.indexOf('| `kind`'), readme.indexOf('### observe'));
    const [, ...lines] = [...table.matchAll(/^\| `([a-z-]+)` +\| \S.{20,}\|$/gm)].map(([, kind]) => kind);
    expect(lines).toEqual(answerSchema.$defs.reasons.items.properties.kind.enum);
  });

  it('shows what the tiny adapter really answers', () => {
    const session = blocks('session tiny-adapter').flatMap(exchanges);
    expect(session.length).toBeGreaterThan(0);
    const input = session.map(({ request }) => `${JSON.stringify(request)}\n`).join('');
    const run = spawnSync(process.execPath, [join(import.meta.dirname, 'examples', 'tiny-adapter.mjs')], {
      input,
    });
    const answers = run.stdout
      .toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answers).toEqual(session.map(({ answer }) => answer));
  });

  it('shows a target file that can be read', () => {
    const [target = ''] = blocks('target');
    const folder = mkdtempSync(join(tmpdir(), 'congvu-readme-'));
    for (const name of ['libpen-token.so', 'user.pin', 'so.pin']) writeFileSync(join(folder, name), '1234\n');
    writeFileSync(join(folder, 'product.json'), target);
    expect(loadTarget(join(folder, 'product.json'), ['hai-phong-2025']).capabilities).toHaveLength(3);
    rmSync(folder, { recursive: true });
  });
});
