/** Pages, and all they are drawn by: resources, forms, pictures, annotations. */
import { CongvuError } from '../../../foundation/error.ts';
import { fail } from '../reading/errors.ts';
import {
  dictionaryOf,
  formOf,
  inherited,
  isKind,
  isName,
  type Page,
  type PdfObject,
} from '../reading/index.ts';
import { lookAtAnnotation } from './annotations.ts';
import { isSpace, lookAtSpaces } from './colour-space.ts';
import { lookAtState } from './graphics-state.ts';
import { flag, name, oddEntry, type Table } from './kinds.ts';
import { isLayer } from './layers.ts';
import { deepest, type Look, type OddValue, type Slot } from './look.ts';
import { oddPacking } from './packing.ts';
import { lookAtPattern, lookAtShading } from './patterns.ts';
import { lookAtPicture } from './pictures.ts';

export interface OddValues {
  /** At most 64. */
  readonly found: readonly OddValue[];
  /** Whether all were looked at: not where the file is damaged, or has no end. */
  readonly isWhole: boolean;
}

/** Never throws for what is wrong with the file. */
export function oddValues(look: Look, pages: readonly Page[]): OddValues {
  let isWhole = true;
  try {
    const fields = fieldsOf(look);
    for (const page of pages) {
      look.page = page.number;
      lookAtPage(look, page, fields);
    }
  } catch (error) {
    if (!(error instanceof CongvuError)) throw error;
    isWhole = false;
  }
  return { found: look.found, isWhole };
}

function lookAtPage(look: Look, { object, dictionary }: Page, fields: ReadonlySet<number>): void {
  const page: Slot = { value: dictionary, object, path: '' };
  const contents = look.entry(page, 'Contents');
  for (const content of contents === undefined ? [] : [contents, ...look.items(contents)]) {
    const odd = isKind(content.value, 'stream') ? oddPacking(look, content) : undefined;
    if (odd !== undefined) look.tell(`/Contents /${odd}`, content);
  }
  // Its own word, or that of the node above?
  const own = look.entry(page, 'Resources');
  if (own !== undefined && own.value === null) look.tell('/Page /Resources', page);
  const resources = inherited(look.view, dictionary, 'Resources');
  if (resources !== undefined) lookAtResources(look, look.slot(resources, object, '/Resources'), 0);
  const annotations = look.entry(page, 'Annots');
  for (const annotation of annotations === undefined ? [] : look.items(annotations)) {
    const looks = lookAtAnnotation(look, annotation, (number) => fields.has(number));
    for (const one of looks) lookAtForm(look, one, 0);
  }
}

function lookAtResources(look: Look, slot: Slot, depth: number): void {
  if (depth > deepest) throw fail('PDF_TOO_DEEP', { limit: deepest, offset: 0 });
  if (!look.isNew('resources', slot)) return;
  const each = (kind: string) => look.entries(look.entry(slot, kind)).map(([, one]) => one);
  for (const state of each('ExtGState')) {
    lookAtState(look, state);
    const mask = look.entry(state, 'SMask');
    const group = mask === undefined ? undefined : look.entry(mask, 'G');
    if (group !== undefined) lookAtForm(look, group, depth + 1);
  }
  lookAtSpaces(look, look.entry(slot, 'ColorSpace'));
  for (const shading of each('Shading')) lookAtShading(look, shading);
  for (const pattern of each('Pattern')) {
    const isTiling = lookAtPattern(look, pattern);
    const inner = isTiling ? look.entry(pattern, 'Resources') : undefined;
    if (inner !== undefined) lookAtResources(look, inner, depth + 1);
  }
  for (const drawn of each('XObject')) {
    const kind = dictionaryOf(drawn.value)?.entries.get('Subtype');
    if (isName(look.view.resolve(kind), 'Image')) lookAtPicture(look, drawn);
    else if (isKind(drawn.value, 'stream')) lookAtForm(look, drawn, depth + 1);
  }
}

const group: Table = {
  S: name('Transparency'),
  I: flag,
  K: flag,
  CS: (slot, look) => isSpace(look, slot),
};

/** 8.10, and 11.6.6 where it is a group. */
function lookAtForm(look: Look, slot: Slot, depth: number): void {
  if (!look.isNew('form', slot)) return;
  const odd = oddEntry(look, slot, { OC: isLayer }) ?? oddPacking(look, slot);
  if (odd !== undefined) look.tell(`/Form /${odd}`, slot);
  const given = look.entry(slot, 'Group');
  const inGroup = given === undefined ? undefined : oddEntry(look, given, group);
  if (inGroup !== undefined) look.tell(`/Group /${inGroup}`, slot);
  const resources = look.entry(slot, 'Resources');
  if (resources !== undefined) lookAtResources(look, resources, depth);
}

/** Objects that the form leads to (12.7.1): fields, and their widgets. */
function fieldsOf(look: Look): ReadonlySet<number> {
  const found = new Set<number>();
  const { view } = look;
  const form = formOf(view);
  const open: (PdfObject | undefined)[] = [form?.entries.get('Fields')];
  for (let given = open.pop(); given !== undefined; given = open.pop()) {
    const { value } = look.slot(given, 0);
    if (isKind(given, 'reference')) {
      if (found.has(given.number)) continue;
      found.add(given.number);
    }
    if (isKind(value, 'array')) open.push(...value.items);
    else if (isKind(value, 'dictionary'))
      open.push(value.entries.get('Kids') ?? { kind: 'array', items: [] });
  }
  return found;
}
