/** Binds a record's id to cases and a check, keeping the case's type between the two. */
import type { Workbench } from '../material/workbench.ts';
import type { AnyProperty, Property } from './property.ts';
import type { Capability } from './record.ts';

export type BenchProperty = AnyProperty<Workbench>;

/** `property('hai-phong-2025/qc-14/k1.b.1', 'signer', { cases, check, runs })` */
export function property<Case>(
  requirement: string,
  capability: Capability,
  rest: Pick<Property<Case, Workbench>, 'cases' | 'check'> & { readonly runs?: number },
): BenchProperty {
  return Object.freeze({ requirement, capability, ...rest }) as BenchProperty;
}
