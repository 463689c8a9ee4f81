/** The page of error codes and the tables are compared both ways. */
import { describe, expect, it } from 'vitest';
import { complaintsAboutPage, errorPage } from './error-docs.ts';
import { type ErrorSection, setupRows } from './error-tables.ts';

const sections: readonly ErrorSection[] = [
  { area: 'a', rows: { A_ONE: { exit: 2, message: 'one of {a|b}', hint: 'Do this.' } } },
  { area: 'b', rows: { B_ONE: { exit: 3, message: 'other', hint: 'Do that.' } } },
];
const page = errorPage(sections);

describe('error-docs', () => {
  it('does not complain about the page that the tables give', () => {
    expect(complaintsAboutPage(page, sections)).toEqual([]);
    expect(page).toContain('| `A_ONE` | 2 | one of {a\\|b} | Do this. |');
  });

  it('complains about a code without documentation and about one without a table', () => {
    expect(
      complaintsAboutPage(page, [
        ...sections,
        { area: 'c', rows: { C_ONE: { exit: 2, message: 'm', hint: 'h' } } },
      ]),
    ).toEqual(['docs/errors.md lacks C_ONE']);
    expect(complaintsAboutPage(page, sections.slice(0, 1))).toEqual([
      'docs/errors.md has B_ONE, no table does',
    ]);
  });

  it('complains about another text, another order and an empty page', () => {
    expect(complaintsAboutPage(page.replace('Do that', 'Do nothing'), sections)).toEqual([
      'docs/errors.md tells B_ONE differently',
    ]);
    expect(complaintsAboutPage(page, [...sections].reverse())).toHaveLength(1);
    expect(complaintsAboutPage('', sections)).toHaveLength(2);
  });

  it('has the warnings of a folder behind its errors, and complains about one that is missing', () => {
    const warnings = { C_ODD: { message: '{x}', meaning: 'odd', advice: 'Look.' } };
    const vietnameseWarnings = { C_ODD: { message: '{x}', meaning: 'lạ', advice: 'Xem lại.' } };
    const warned = [...sections, { area: 'c', rows: {}, warnings, vietnameseWarnings }];
    expect(complaintsAboutPage(errorPage(warned), warned)).toEqual([]);
    expect(errorPage(warned)).toContain('| `C_ODD` | odd<br>lạ | Look.<br>Xem lại. |');
    expect(complaintsAboutPage(page, warned)).toEqual(['docs/errors.md lacks C_ODD']);
  });

  it('complains about a code that two tables use', () => {
    const doubled = [...sections, { area: 'c', rows: sections[0]?.rows ?? {} }];
    expect(complaintsAboutPage(errorPage(doubled), doubled)).toEqual(['A_ONE stands in two error tables']);
  });

  it('reads the codes of set-up out of the shell text', () => {
    expect(setupRows('x || stop 2 "NODE_GONE: Node $version is gone; find it in $log"')).toEqual({
      NODE_GONE: { exit: 2, message: 'Node {version} is gone', hint: 'find it in {log}.' },
    });
  });
});
