/** The help of the agencies' verbs in both languages: each text has both, and they tell of the same things. */
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { congvuCommand } from './cli.ts';
import { vendorVerbs } from './foundation/vendor-verbs.ts';

const [english, vietnamese] = [congvuCommand('en'), congvuCommand('vi')];

/** What a verb says of itself, its arguments and options, under the name of each. */
function texts(command: Command, path: string): readonly (readonly [name: string, text: string])[] {
  return [
    [path, command.description()],
    ...command.registeredArguments.map((one) => [`${path} <${one.name()}>`, one.description] as const),
    ...command.options.map(({ flags, description }) => [`${path} ${flags}`, description] as const),
    ...command.commands.flatMap((below) => texts(below, `${path} ${below.name()}`)),
  ];
}

const rows = english.bilingual.flatMap((verb, index) => {
  const other = vietnamese.bilingual[index];
  const inVietnamese = new Map(other === undefined ? [] : texts(other, other.name()));
  return texts(verb, verb.name()).map(([name, en]) => [name, en, inVietnamese.get(name) ?? ''] as const);
});

/** What stands in both languages alike: options, variables, files, codes, numbers, commands in quotation marks. */
const names =
  /--[a-z-]+|\$?CONGVU_\w+|"[a-z][^"]*"|(?<!\p{L})\.\w+|\b[a-z]+-\d[\w-]*|\b\d[\w:-]*|\b[A-Z]{2,}(?:[-:,#][A-Z0-9…]+)+/gu;
const namesIn = (text: string) => new Set(text.match(names));

describe('the help of the agencies’ verbs', () => {
  it('is of every verb that speaks both languages', () => {
    expect(english.bilingual.map((verb) => verb.name())).toEqual(
      'pki sign extend number prepare complete verify facts judge audit'.split(' '),
    );
    expect(vietnamese.bilingual.flatMap((verb) => texts(verb, verb.name()))).toHaveLength(rows.length);
    expect(rows.length).toBeGreaterThan(100);
  });

  it.each(rows)('tells of "%s" in both', (_, en, vi) => {
    expect(en).toMatch(/^[\x20-\x7e…đĐ]+$|Sao y|QĐ/);
    expect(vi).toMatch(/[àáâãèéêìíòóôõùúýăđĩũơưạ-ỹ]/i);
    expect(vi).toBe(vi.normalize('NFC'));
    expect(namesIn(vi)).toEqual(namesIn(en));
  });

  it('has the same options with the same values in both', () => {
    const shape = (verb: Command): unknown => [
      verb.name(),
      verb.registeredArguments.map((one) => [one.name(), one.required, one.variadic]),
      verb.options.map(({ flags, mandatory, argChoices, defaultValue }) => [
        flags,
        mandatory,
        argChoices,
        defaultValue,
      ]),
      verb.commands.map(shape),
    ];
    expect(vietnamese.bilingual.map(shape)).toEqual(english.bilingual.map(shape));
  });
});

/** What the lines of a help begin with. */
const terms = (help: string) =>
  help.split('\n').flatMap((line) => /^ {2}(-\S.*?|[a-z-]+)(?: {2}|$)/.exec(line)?.[1] ?? []);

describe('a page of help', () => {
  const pages = (command: Command): readonly string[] => [
    command.helpInformation(),
    ...command.commands.flatMap(pages),
  ];

  it('lists the same in both languages', () => {
    const both = [english, vietnamese].map(({ bilingual }) => bilingual.flatMap(pages).map(terms));
    expect(both[1]).toEqual(both[0]);
    expect(both[0]?.flat().length).toBeGreaterThan(80);
  });

  it('is Vietnamese to its headings', () => {
    const all = [vietnamese.program.helpInformation(), ...vietnamese.bilingual.flatMap(pages)].join('\n');
    expect(all).toMatch(/^Cách dùng: congvu sign \[tùy chọn\] <file\.\.\.>$/m);
    for (const heading of ['Tham số:', 'Tùy chọn:', 'Các lệnh:']) expect(all).toContain(`\n${heading}\n`);
    expect(all).toContain('(mặc định: "hai-phong-2025")');
    expect(all).not.toMatch(
      /Usage|Options|Arguments|Commands|\[options\]|default: |choices: |display|output/,
    );
  });

  it('is English in English', () => {
    const all = [english.program.helpInformation(), ...english.bilingual.flatMap(pages)].join('\n');
    expect(all).toMatch(/^Usage: congvu sign \[options\] <file\.\.\.>$/m);
    expect(all).not.toMatch(/mặc định|Cách dùng|hướng dẫn/);
  });

  it('of all verbs has those of vendors in Vietnamese too, whose own pages stay English', () => {
    const others = vietnamese.program.commands.filter((verb) => !vietnamese.bilingual.includes(verb));
    expect(others.map((verb) => verb.name()).sort()).toEqual(Object.keys(vendorVerbs).sort());
    for (const verb of others) {
      expect(verb.summary()).toMatch(/[à-ỹđ]/);
      expect(verb.helpInformation()).toMatch(/^Usage: /);
    }
  });
});
