/** The compiled schemas of the adapter protocol: every message is checked in both directions. */
import type { OperationName } from './messages.ts';
import { type SchemaCheck, schemaCheck } from './schema-check.ts';
import answer from './schemas/answer.v1.json' with { type: 'json' };
import hello from './schemas/hello.v1.json' with { type: 'json' };
import sign from './schemas/operations/sign.v1.json' with { type: 'json' };
import verify from './schemas/operations/verify.v1.json' with { type: 'json' };
import request from './schemas/request.v1.json' with { type: 'json' };

export const checkRequest = schemaCheck(request);
export const checkAnswer = schemaCheck(answer);
export const checkHello = schemaCheck(hello);

/** Parameters and result of each operation. A new operation is a new file in `schemas/operations/`. */
export const checkOperation: Readonly<
  Record<OperationName, { readonly parameters: SchemaCheck; readonly result: SchemaCheck }>
> = Object.freeze({ sign: operation(sign), verify: operation(verify) });

function operation(schema: { readonly $id: string }) {
  return Object.freeze({
    parameters: schemaCheck({ $ref: `${schema.$id}#/$defs/parameters` }, [schema]),
    result: schemaCheck({ $ref: `${schema.$id}#/$defs/result` }, [schema]),
  });
}
