/** The public door of conformance/sut: reach a product, read the target file that describes it. */
export { connect } from './connect.ts';
export { overHttp } from './http.ts';
export { type Adapter, inProcess } from './in-process.ts';
export type * from './messages.ts';
export { redacted, redactedText } from './redaction.ts';
export { overStdio, type StdioOptions } from './stdio.ts';
export type { Exchange, SystemUnderTest, Transport } from './system-under-test.ts';
export {
  type AdapterTarget,
  type ClaimedCapability,
  loadTarget,
  type Target,
  type TokenTarget,
} from './target.ts';
