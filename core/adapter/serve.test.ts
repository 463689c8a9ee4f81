import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { defineErrors } from '../../foundation/error.ts';
import { type Operations, serveAdapter } from './serve.ts';

const fail = defineErrors({
  PEN_DRY: { exit: 2, message: 'The pen is dry.', hint: 'Fill it.' },
  PEN_BROKE: { exit: 3, message: 'The pen broke.', hint: 'Buy one.' },
});

const operations: Operations = {
  now: async (_parameters, clock) => ({ now: clock.now().toISOString() }),
  dry: async () => {
    throw fail('PEN_DRY');
  },
  broken: async () => {
    throw fail('PEN_BROKE');
  },
};

async function answersTo(...lines: readonly string[]): Promise<unknown[]> {
  const output = new PassThrough();
  await serveAdapter(Readable.from([Buffer.from(lines.join('\n'))]), output, operations);
  output.end();
  const answers = await text(output);
  return answers
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

function performing(operation: string): string {
  return JSON.stringify({ id: 5, message: 'perform', operation, parameters: {} });
}

describe('serveAdapter', () => {
  it('says who it is and what it can do', async () => {
    const [answer] = await answersTo('{"id":1,"message":"hello","protocol":1}');
    expect(answer).toMatchObject({ id: 1, ok: { protocol: 1, operations: ['now', 'dry', 'broken'] } });
  });

  it('answers what it does not know with unsupported, also names that every object has', async () => {
    expect(await answersTo(performing('fly'), performing('constructor'))).toEqual([
      { id: 5, unsupported: { operation: 'fly' } },
      { id: 5, unsupported: { operation: 'constructor' } },
    ]);
  });

  it('takes the moment of advance-clock as now, until reset', async () => {
    const answers = await answersTo(
      '{"id":1,"message":"advance-clock","to":"2031-05-06T07:08:09+07:00"}',
      performing('now'),
      '{"id":2,"message":"reset"}',
      performing('now'),
    );
    expect(answers[1]).toMatchObject({ ok: { now: expect.stringMatching(/^2031-05-06T00:08:/) } });
    expect(answers[3]).not.toMatchObject({ ok: { now: expect.stringMatching(/^2031/) } });
  });

  it('tells a refusal on purpose from a fault of its own', async () => {
    expect(await answersTo(performing('dry'), performing('broken'))).toEqual([
      { id: 5, refused: { code: 'PEN_DRY', detail: 'The pen is dry.' } },
      { id: 5, failed: { detail: 'PEN_BROKE: The pen broke.' } },
    ]);
  });

  it.each([
    ['not JSON', 'hello'],
    ['no message', '{"id":1}'],
    ['an unknown message', '{"id":1,"message":"dance"}'],
    ['no operation', '{"id":1,"message":"perform"}'],
    ['a time that is none', '{"id":1,"message":"advance-clock","to":"tomorrow"}'],
  ])('refuses %s and goes on', async (_name, line) => {
    const answers = await answersTo(line, performing('dry'));
    expect(answers[0]).toMatchObject({ refused: { code: 'ADAPTER_REQUEST_INVALID' } });
    expect(answers[1]).toMatchObject({ refused: { code: 'PEN_DRY' } });
  });

  it('stops at a line without an end', async () => {
    const endless = Readable.from(Array.from({ length: 40 }, () => Buffer.alloc(1 << 16, 'a')));
    await expect(serveAdapter(endless, new PassThrough(), operations)).rejects.toMatchObject({
      code: 'ADAPTER_LINE_TOO_LONG',
    });
  });
});
