/** What a later revision did, as a detail. */
import type { ChangeFacts } from '../facts/facts.ts';
import { changeCodes } from './file.ts';
import { type Detail, detail } from './index.ts';

export function changeDetail({ kind, revision, place, detail: said }: ChangeFacts): Detail {
  return detail(changeCodes[kind], { revision: revision + 1, where: place, said });
}
