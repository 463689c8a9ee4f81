/** A warning where other programs may read what was signed differently. */
import { type Detail, type DetailCode, detail } from '../details/index.ts';
import type { Facts, OddTable } from '../facts/facts.ts';
import type { Finding } from '../report.ts';

type OddityKind = OddTable['kind'];

const ofSection: Partial<Record<OddityKind, DetailCode>> = {
  'dictionary-form': 'TABLE_ODD_DICTIONARY',
  mixed: 'TABLE_MIXED',
  'reference-generation': 'REFERENCES_NOT_READ',
};

const ofObject: Partial<Record<OddityKind, DetailCode>> = {
  packing: 'PACKING_ODD',
  'long-name': 'NAME_TOO_LONG',
  'stream-line': 'STREAM_LINE_ODD',
  'reference-generation': 'REFERENCE_ODD',
  'reference-beyond': 'REFERENCE_BEYOND',
  'page-tree': 'PAGE_TREE_ODD',
  'page-frame': 'PAGE_FRAME_ODD',
  linearized: 'LINEARIZED_ODD',
};

/** Nobody changed it after signing; but who reads the page in another program may see another one. */
export function oddTableFindings({ oddTables = [] }: Pick<Facts, 'oddTables'>): Finding[] {
  const [first] = oddTables;
  if (first === undefined) return [];
  const { kind, object } = first;
  const revision = first.revision + 1;
  const what =
    kind === 'unlisted'
      ? unlistedIn(oddTables, first)
      : object === null
        ? detail(ofSection[kind] ?? 'TABLE_ODD_SIZE', { revision })
        : detail(ofObject[kind] ?? 'TABLE_ODD_ENTRY', { revision, object });
  return [{ code: 'TABLE_ODD', severity: 'warning', field: null, detail: what }];
}

/** All of that revision: one stands for another definition of its number. */
function unlistedIn(oddTables: readonly OddTable[], { revision }: OddTable): Detail {
  const numbers = oddTables.flatMap((one) =>
    one.kind === 'unlisted' && one.revision === revision && one.object !== null ? [one.object] : [],
  );
  const values = { revision: revision + 1 };
  const objects = [...new Set(numbers)].join(', ');
  return objects === ''
    ? detail('OBJECTS_UNLISTED', values)
    : detail('OBJECT_UNLISTED', { ...values, objects });
}
