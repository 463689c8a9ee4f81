/** How an emulator and a client find out that they do not understand each other. */

/** Goes up when a route changes its meaning or goes away; more routes and fields do not count. */
export const controlProtocol = 1;

/** Both sides send it. A client that does not, such as curl, is taken to know what it does. */
export const protocolHeader = 'congvu-control-protocol';

/** These are for finding out, and for ending, an emulator of another version. */
export const forEveryVersion: ReadonlySet<string> = new Set(['/', '/capabilities', '/status', '/stop']);

/** Bytes of a snapshot's text: there is room for a token with thousands of objects. */
export const maxSnapshot = 64 * 1024 * 1024;
