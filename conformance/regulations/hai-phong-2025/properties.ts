/** Every property of the text, article by article. */
import type { Workbench } from '../../material/workbench.ts';
import type { AnyProperty } from '../property.ts';

export const haiPhongProperties: readonly AnyProperty<Workbench>[] = Object.freeze([]);
