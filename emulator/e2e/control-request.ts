/** For tests: a request to the control socket as anybody may send it, past the typed client. */
import { request } from 'node:http';
import { join } from 'node:path';

export interface ControlRequest {
  readonly method?: string;
  readonly path: string;
  /** Sent as JSON, whatever it is. */
  readonly body?: string | undefined;
  readonly headers?: Readonly<Record<string, string | number>>;
}

export interface ControlAnswer {
  readonly status: number;
  readonly text: string;
}

/** `dir`: the emulator's. Rejects when nobody answers. */
export function controlRequest(
  dir: string,
  { method = 'GET', path, body, headers = {} }: ControlRequest,
): Promise<ControlAnswer> {
  const socketPath = join(dir, 'control.sock');
  const all = { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
  return new Promise((resolve, reject) => {
    const call = request({ socketPath, method, path, headers: all, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    call.on('error', reject);
    call.end(body);
  });
}
