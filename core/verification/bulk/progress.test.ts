/** What a person sees while many files are verified: on a terminal one line that is drawn again, elsewhere a line now and then. */
import { describe, expect, it } from 'vitest';
import { bulkProgress } from './progress.ts';

function watched(interactive: boolean) {
  let time = 0;
  const [drawn, noted]: [string[], string[]] = [[], []];
  const terminal = { interactive, note: (text: string) => noted.push(text) };
  const progress = bulkProgress(
    terminal as never,
    'en',
    () => time,
    (text) => drawn.push(text),
  );
  const pass = (ms: number) => {
    time += ms;
    progress.done();
  };
  return { progress, pass, drawn, noted };
}

const clear = '\r\u001b[2K';

describe('on a terminal', () => {
  it('draws at most five times a second, over the line before', () => {
    const { pass, drawn, noted } = watched(true);
    for (let file = 0; file < 100; file++) pass(10);
    expect(drawn.length).toBe(5);
    expect(drawn.every((text) => text.startsWith(clear) && !text.includes('\n'))).toBe(true);
    expect(noted).toEqual([]);
  });

  it('has no bar and no time left until it is known how many there are', () => {
    const { progress, pass, drawn } = watched(true);
    pass(1000);
    progress.expect(4);
    pass(1000);
    expect(drawn).toEqual([
      `${clear}1 · 1.0 a second`,
      `${clear}${'█'.repeat(12)}${'░'.repeat(12)} 2 of 4 · 1.0 a second · 2 s left`,
    ]);
  });

  it('is full at the end, never beyond, and is taken away then', () => {
    const { progress, pass, drawn } = watched(true);
    progress.expect(2);
    for (let file = 0; file < 3; file++) pass(1000);
    expect(drawn[1]).toContain(`${'█'.repeat(24)} 2 of 2`);
    expect(drawn[2]).toContain(`${'█'.repeat(24)} 3 of 2`);
    progress.finish();
    expect(drawn.at(-1)).toBe(clear);
  });

  it('nothing to do draws no bar', () => {
    const { progress, drawn } = watched(true);
    progress.expect(0);
    progress.finish();
    expect(drawn).toEqual([clear]);
  });
});

describe('elsewhere', () => {
  it('says a line each ten seconds, without a bar, and nothing at the end', () => {
    const { progress, pass, drawn, noted } = watched(false);
    progress.expect(100);
    for (let file = 0; file < 25; file++) pass(1000);
    progress.finish();
    expect(noted).toEqual([
      '10 of 100 · 1.0 a second · 1 min 30 s left',
      '20 of 100 · 1.0 a second · 1 min 20 s left',
    ]);
    expect(drawn).toEqual([]);
  });
});
