/** Every property of the text, article by article. */
import type { BenchProperty } from '../binding.ts';
import { qc09Properties } from './qc-09.props.ts';
import { qc12Properties } from './qc-12.props.ts';
import { qc13Properties } from './qc-13.props.ts';
import { qc14Properties } from './qc-14.props.ts';
import { qc15Properties } from './qc-15.props.ts';
import { qc20Properties } from './qc-20.props.ts';

export const haiPhongProperties: readonly BenchProperty[] = Object.freeze([
  ...qc09Properties,
  ...qc12Properties,
  ...qc13Properties,
  ...qc14Properties,
  ...qc15Properties,
  ...qc20Properties,
]);
