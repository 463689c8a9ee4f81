/** What asking for one document may cost in all, whoever made its certificates. */
import { describe, expect, it } from 'vitest';
import { allowList } from './allow-list.ts';
import { documentFetcher } from './document-fetcher.ts';
import { FetchFailure } from './fault.ts';
import { usualFetchLimits } from './limits.ts';
import { spending } from './spending.ts';
import { testServers } from './test-servers.ts';

const { served } = testServers();
const told = (answer: Promise<Uint8Array>) =>
  answer.then(
    ({ length }) => length,
    (error: unknown) => (error instanceof FetchFailure ? error.fault : error),
  );

describe('for one document', () => {
  it('no more addresses are asked than the limit, answered or not', async () => {
    let asked = 0;
    const host = await served((request, response) => {
      asked += 1;
      response.writeHead(request.url === '/1' ? 404 : 200).end('x');
    });
    const limits = { ...usualFetchLimits, document: { ...usualFetchLimits.document, questions: 3 } };
    const fetcher = documentFetcher({ allowed: allowList([host]), limits });
    const outcomes = [];
    for (let count = 0; count < 5; count++)
      outcomes.push(await told(fetcher({ url: `http://${host}/${count}`, bytes: 10 })));
    const over = { kind: 'document-questions', value: 3 };
    expect(outcomes).toEqual([1, { kind: 'http-status', value: 404 }, 1, over, over]);
    expect(asked).toBe(3);
    // The next document begins anew.
    expect(
      await told(
        documentFetcher({ allowed: allowList([host]), limits })({ url: `http://${host}/9`, bytes: 10 }),
      ),
    ).toBe(1);
  });

  it('no more bytes are read', async () => {
    const host = await served((_, response) => response.end('x'.repeat(40)));
    const limits = { ...usualFetchLimits, document: { ...usualFetchLimits.document, bytes: 100 } };
    const fetcher = documentFetcher({ allowed: allowList([host]), limits });
    const ask = (bytes: number) => told(fetcher({ url: `http://${host}/`, bytes }));
    expect([await ask(50), await ask(50), await ask(10), await ask(50)]).toEqual([
      40,
      40,
      { kind: 'too-large', value: 10 },
      { kind: 'document-bytes', value: 100 },
    ]);
  });

  it('no more time is waited', async () => {
    const host = await served(() => undefined);
    const limits = {
      ...usualFetchLimits,
      milliseconds: 60,
      document: { ...usualFetchLimits.document, milliseconds: 90 },
    };
    const fetcher = documentFetcher({ allowed: allowList([host]), limits });
    const ask = () => told(fetcher({ url: `http://${host}/`, bytes: 10 }));
    const over = { kind: 'document-time', value: 0.09 };
    const [whole, rest, ...none] = [await ask(), await ask(), await ask(), await ask()];
    expect(whole).toEqual({ kind: 'timeout', value: 0.06 });
    // What was left of the document's time, by a clock that ran on meanwhile.
    expect(rest).toEqual({ kind: 'timeout', value: expect.closeTo(0.03, 1) });
    expect(none).toEqual([over, over]);
  });
});

describe('spending', () => {
  it('gives each question what is left, and counts what failed', async () => {
    let now = 0;
    const spent = spending({ questions: 10, milliseconds: 100, bytes: 1_000 }, () => now);
    const most = { milliseconds: 60, bytes: 600 };
    const seen: unknown[] = [];
    const ask = (took: number, size: number) =>
      spent.on(most, async (allowed) => {
        seen.push(allowed);
        now += took;
        return new Uint8Array(size);
      });
    await ask(50, 500);
    await ask(30, 100);
    await ask(20, 0);
    expect(seen).toEqual([
      { milliseconds: 60, bytes: 600 },
      { milliseconds: 50, bytes: 500 },
      { milliseconds: 20, bytes: 400 },
    ]);
    await expect(ask(0, 0)).rejects.toMatchObject({ fault: { kind: 'document-time' } });
    expect(seen).toHaveLength(3);
  });
});
