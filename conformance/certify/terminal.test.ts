import { describe, expect, it } from 'vitest';
import { sampleResults } from '../report/sample-results.ts';
import { progressOn } from './progress.ts';
import { summaryLines } from './summary-text.ts';

const results = sampleResults(['pass', 'fail', 'attested', 'not-claimed', 'warning', 'not-testable']);
const lines = summaryLines(results, 'reports/x');

describe('the summary on a terminal', () => {
  it('has one line an article, marked by whether anything stands in the way', () => {
    expect(lines).toContainEqual(expect.stringMatching(/^✓ made-up-2026\/qc-01 +2\/2 /));
    expect(lines).toContainEqual(expect.stringMatching(/^✗ made-up-2026\/qc-02 +0\/1 /));
  });

  it('tells of a failing row what is asked, sent, expected, seen, and how to run it again', () => {
    const start = lines.findIndex((line) => line.startsWith('FAIL made-up-2026/qc-02/k2.1'));
    const told = lines.slice(start, start + 9).join('\n');
    for (const part of [
      'asks ',
      'sent ',
      '"as":"agency"',
      'expected  on the left',
      'seen      ["right",1]',
      'why       The seal does not cover the left part',
      'SEAL_NOT_OVER_LEFT_PART',
    ]) {
      expect(told).toContain(part);
    }
    expect(told).toContain('evidence  reports/x/evidence/made-up-2026/qc-02/k2.1');
    expect(told).toContain('replay    congvu certify --only made-up-2026/qc-02/k2.1 --seed 1 --path 0:1');
  });

  it('counts what people decide before the score', () => {
    const people = lines.findIndex((line) => line.startsWith('by people:  1 attested, 0 awaiting'));
    expect(lines[people + 1]).toMatch(
      /^by machine: 1 of 3 required rows pass, 1 attested, 1 in the way; 1 rows not claimed/,
    );
    expect(lines.at(-2)).toBe('NO CERTIFICATE → reports/x/index.html');
  });

  it('says when the certificate is granted, and shows no row then', () => {
    const good = summaryLines(sampleResults(['pass', 'attested']), 'r');
    expect(good.at(-2)).toBe('CERTIFICATE GRANTED → r/index.html');
    expect(good.join('\n')).not.toContain('asks');
  });
});

describe('the summary of a part of the scope', () => {
  const whole = sampleResults(['pass', 'not-run', 'not-run']);
  const [first] = whole.rows;
  const partial = { ...whole, run: { ...whole.run, only: [first?.requirement ?? ''] } };

  it('speaks of what was asked for', () => {
    const told = summaryLines(partial, 'r').join('\n');
    expect(told).toContain('by machine: 1 of 1 required rows asked for pass, 0 attested, 2 not run;');
    expect(told).not.toContain('in the way');
    expect(summaryLines(whole, 'r').join('\n')).toContain(
      '1 of 3 required rows pass, 0 attested, 2 in the way;',
    );
  });

  it('names what is in the way of an interrupted one', () => {
    const stopped = sampleResults(['pass', 'fail', 'not-run']);
    const told = summaryLines({ ...stopped, run: { ...stopped.run, interrupted: true } }, 'r').join('\n');
    expect(told).toContain('1 of 2 required rows asked for pass, 0 attested, 1 in the way, 1 not run;');
  });
});

describe('a token without a target file', () => {
  const named = {
    ...results,
    product: { name: 'Mat-Token', vendor: '', version: '' },
    target: { adapter: 'none' as const, retryLimit: { user: 15, declared: false } },
  };

  it('has no dashes for what it does not tell, and the limit of the suite is not called its own', () => {
    const told = summaryLines(named, 'r');
    expect(told[1]).toMatch(/^Mat-Token · /);
    expect(told[2]).toBe(
      'wrong PINs that lock the token: 15 (default of the suite; the vendor declared none)',
    );
    const declared = { ...named, target: { ...named.target, retryLimit: { user: 5, declared: true } } };
    expect(summaryLines(declared, 'r')[2]).toBe('wrong PINs that lock the token: 5 (declared by the vendor)');
  });
});

describe('a draft', () => {
  const [text] = results.texts;
  const draft = text ? { ...results, texts: [{ ...text, status: 'draft' as const }] } : results;

  it('is not called law, and its certificate not a state one', () => {
    const told = summaryLines(draft, 'r').join('\n');
    expect(told).toContain('reference date 2026-06-01 (made-up-2026: a draft, not in force)');
    expect(told).not.toContain('law of');
    expect(told).toContain('against a draft regulation; not a certificate of a state authority.');
    expect(lines.join('\n')).toContain('law of 2026-06-01');
  });
});

describe('progress', () => {
  const [row] = results.rows;
  const events = (interactive: boolean) => {
    const notes: string[] = [];
    const redraws: string[] = [];
    const terminal = {
      print: () => {},
      printJson: () => {},
      note: (line: string) => notes.push(line),
      interactive,
    };
    const progress = progressOn(terminal, (text) => redraws.push(text));
    progress.began(2);
    if (row) {
      progress.started(row);
      progress.ended(row);
    }
    progress.finished();
    return { notes, redraws };
  };

  it('is a plain line a row in CI', () => {
    expect(events(false)).toEqual({ notes: ['[1/2] pass  made-up-2026/qc-01/k1.1'], redraws: [] });
  });

  it('redraws one line on a terminal, and clears it', () => {
    const { notes, redraws } = events(true);
    expect(notes).toEqual([]);
    expect(redraws[0]).toContain('0/2 · made-up-2026/qc-01/k1.1');
    expect(redraws.at(-1)).toBe('\r\u001b[2K');
  });
});
