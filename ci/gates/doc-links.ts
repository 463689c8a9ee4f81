/** Gate: what a page points to exists: files, pictures, and headings within pages. */
import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import type { Gate } from './gate.ts';
import { judged } from './gate.ts';
import { type TextFile, textFiles } from './tree.ts';

/** `exists` is asked about paths relative to the root. Addresses outside the tree are not looked at. */
export function complaintsAboutLinks(
  pages: readonly TextFile[],
  exists: (path: string) => boolean,
): readonly string[] {
  return pages.flatMap((page) =>
    linksOf(page).flatMap(({ target, line }) => {
      const [file = '', heading] = target.split('#');
      const path = file === '' ? page.path : normalize(join(dirname(page.path), decodeURI(file)));
      if (!exists(path)) return [`${page.path}:${line} points to ${target}, which does not exist`];
      const linked = pages.find((candidate) => candidate.path === path);
      if (heading === undefined || linked === undefined || headingsOf(linked).includes(heading)) return [];
      return [`${page.path}:${line} points to a heading that ${path} does not have: #${heading}`];
    }),
  );
}

function linksOf(page: TextFile): readonly { readonly target: string; readonly line: number }[] {
  return page.text
    .split('\n')
    .flatMap((line, index) =>
      [...line.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => ({ target: match[1] ?? '', line: index + 1 })),
    )
    .filter(({ target }) => !/^[a-z]+:/i.test(target));
}

function headingsOf(page: TextFile): readonly string[] {
  return [...page.text.matchAll(/^#+ (.+)$/gm)].map((match) =>
    (match[1] ?? '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

export const gate: Gate = Object.freeze({
  name: 'doc-links',
  look: (root: string) => {
    const pages = textFiles(root).filter((file) => file.path.endsWith('.md'));
    return judged(
      complaintsAboutLinks(pages, (path) => existsSync(join(root, path))),
      `${pages.length} pages`,
    );
  },
});
