/** What every call on an open session needs. */
import type { Handle, NativeModule } from './native.ts';

export interface SessionContext {
  readonly native: NativeModule;
  readonly handle: Handle;
  /** The token's label, for messages. */
  readonly label: string;
  readonly mechanisms: () => ReadonlySet<number>;
}
