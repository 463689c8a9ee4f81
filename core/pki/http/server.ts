/** Serves a PKI over HTTP on loopback: CRLs, issuers' certificates, OCSP and time stamps. */
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { systemCode } from '../../../foundation/system-words.ts';
import { fail } from '../errors.ts';
import { crlIssuers } from '../pointers.ts';
import { crlFile } from '../publish-crls.ts';
import { ocspAnswer } from './ocsp.ts';
import type { ServedParts } from './served-parts.ts';
import { rejection, timeStampAnswer } from './time-stamp.ts';

/** Requests are a few hundred bytes; a request for many certificates some thousand. */
const largestRequest = 64 * 1024;
const ocspRequestType = 'application/ocsp-request';
const timeStampQueryType = 'application/timestamp-query';

/** Listens and returns the address. @throws PKI_PORT_IN_USE, PKI_SERVE_FAILED */
export async function servePki(
  parts: ServedParts,
  where: { readonly host?: '127.0.0.1'; readonly port?: number },
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const { host = '127.0.0.1', port = 0 } = where;
  const server = pkiServer(parts);
  await server.listen({ host, port }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') throw fail('PKI_PORT_IN_USE', { host, port }, error);
    throw fail('PKI_SERVE_FAILED', { host, port, reason: systemCode(error) }, error);
  });
  const { port: taken } = server.server.address() as AddressInfo;
  return Object.freeze({ url: `http://${host}:${taken}`, close: async () => void (await server.close()) });
}

function pkiServer(parts: ServedParts): FastifyInstance {
  const server = Fastify({
    bodyLimit: largestRequest,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: largestRequest },
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(
    [ocspRequestType, timeStampQueryType],
    { parseAs: 'buffer' },
    (_request, body, done) => done(null, body),
  );
  addFiles(server, parts);
  addOcsp(server, parts);
  addTimeStamps(server, parts);
  return server;
}

function addFiles(server: FastifyInstance, { dir, authorities }: ServedParts): void {
  for (const issuer of crlIssuers) {
    // Read at each request: another process may have revoked something.
    server.get(`/crl/${issuer}.crl`, async (_request, reply) =>
      send(reply, 'application/pkix-crl', await readFile(crlFile(dir, issuer))),
    );
  }
  for (const { id, certificate } of Object.values(authorities)) {
    server.get(`/ca/${id}.crt`, async (_request, reply) => send(reply, 'application/pkix-cert', certificate));
  }
}

function addOcsp(server: FastifyInstance, parts: ServedParts): void {
  const answer = (reply: FastifyReply, request: Uint8Array) =>
    send(reply, 'application/ocsp-response', ocspAnswer(parts, request));
  server.post('/ocsp', async ({ headers, body }, reply) => {
    return hasType(headers, ocspRequestType)
      ? answer(reply, bytesOf(body))
      : wrongType(reply, ocspRequestType);
  });
  // RFC 6960 appendix A.1: the request in base64, percent-encoded, as the last part of the path.
  server.get('/ocsp/*', async ({ url }, reply) => {
    return answer(reply, base64InPath(url.slice('/ocsp/'.length)));
  });
}

function addTimeStamps(server: FastifyInstance, parts: ServedParts): void {
  server.post('/tsa', async ({ headers, body }, reply) => {
    if (!hasType(headers, timeStampQueryType)) return wrongType(reply, timeStampQueryType);
    return send(reply, 'application/timestamp-reply', timeStampOrFailure(parts, bytesOf(body)));
  });
}

/** A fault of ours is said in the protocol too, since its clients read nothing else. */
function timeStampOrFailure(parts: ServedParts, request: Uint8Array): Uint8Array {
  try {
    return timeStampAnswer(parts, request);
  } catch {
    return rejection('systemFailure', 'the authority could not sign');
  }
}

function hasType(headers: { readonly 'content-type'?: string | undefined }, wanted: string): boolean {
  return headers['content-type']?.split(';')[0]?.trim().toLowerCase() === wanted;
}

function wrongType(reply: FastifyReply, wanted: string): FastifyReply {
  return reply.code(415).type('text/plain').send(`content-type must be ${wanted}\n`);
}

function bytesOf(body: unknown): Uint8Array {
  return body instanceof Uint8Array ? body : new Uint8Array();
}

/** What is not base64 becomes no bytes at all, which the responder calls malformed. */
function base64InPath(path: string): Uint8Array {
  try {
    const text = decodeURIComponent(path);
    return /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : new Uint8Array();
  } catch {
    return new Uint8Array();
  }
}

function send(reply: FastifyReply, type: string, body: Uint8Array): FastifyReply {
  return reply.type(type).header('cache-control', 'no-store').send(Buffer.from(body));
}
