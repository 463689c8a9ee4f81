/** HTTP servers on this machine for tests: one that answers as told, and one that answers in ways no HTTP library would. */
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createPlainServer, type Server, type Socket } from 'node:net';
import { afterEach } from 'vitest';

export interface TestServers {
  /** `127.0.0.1:port`. */
  served(answer: RequestListener): Promise<string>;
  /** The bytes of the whole answer, or what to do with the connection once something was asked. */
  servedRaw(answer: string | ((socket: Socket) => void)): Promise<string>;
}

/** They end with each test. */
export function testServers(): TestServers {
  const servers: Server[] = [];
  const sockets = new Set<Socket>();
  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    for (const server of servers.splice(0)) await new Promise((closed) => server.close(closed));
  });
  const listening = async (server: Server) => {
    servers.push(server);
    server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
    });
    await new Promise<void>((told) => server.listen(0, '127.0.0.1', told));
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  return Object.freeze({
    served: (answer: RequestListener) => listening(createServer(answer)),
    servedRaw: (answer: string | ((socket: Socket) => void)) =>
      listening(
        createPlainServer((socket) => {
          socket.once('data', () => {
            if (typeof answer === 'string') socket.end(answer);
            else answer(socket);
          });
        }),
      ),
  });
}
