import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { startDemoServer } from '../../src/demo/index.js';
import type { DemoServer } from '../../src/demo/index.js';

/** What a good server would have answered. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** How many requests came before this one. */
  readonly nth: number;
  /** Base URL of the rogue itself. */
  readonly base: string;
}

/** Changes an answer, or gives none and deals with the response itself. */
export type Twist = (answer: Answer, exchange: Exchange) => Answer | undefined;

export interface Rogue {
  readonly url: string;
  readonly token: string;
  /** Requests so far. */
  readonly count: () => number;
  readonly kill: () => void;
  readonly close: () => Promise<void>;
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
};

async function askDemo(demo: DemoServer, request: IncomingMessage, own: string): Promise<Answer> {
  const { authorization, accept, 'content-type': type } = request.headers;
  const form = request.method === 'POST' ? await bodyOf(request) : undefined;
  const answer = await fetch(new URL(request.url ?? '/', demo.url), {
    method: request.method ?? 'GET',
    redirect: 'manual',
    headers: {
      ...(authorization === undefined ? {} : { authorization }),
      ...(accept === undefined ? {} : { accept }),
      ...(type === undefined ? {} : { 'content-type': type }),
    },
    ...(form === undefined ? {} : { body: form }),
  });
  const headers = Object.fromEntries(
    [...answer.headers].filter(
      ([name]) => !/^(?:content-length|content-encoding|transfer-encoding|connection|date|keep-alive)$/.test(name),
    ),
  );
  return { status: answer.status, headers, body: (await answer.text()).replaceAll(demo.url, own) };
}

/** A demo server, one of its own or `behind`, behind one that twists its answers, on loopback. */
export async function startRogue(twist: Twist, behind?: DemoServer): Promise<Rogue> {
  const demo = behind ?? (await startDemoServer());
  const sockets = new Set<Socket>();
  let seen = 0;
  const server = createServer((request, response) => {
    const nth = seen;
    seen += 1;
    const { port } = server.address() as AddressInfo;
    const base = `http://127.0.0.1:${port}${new URL(demo.url).pathname}`;
    askDemo(demo, request, base)
      .then((good) => {
        const answer = twist(good, { request, response, nth, base });
        if (answer === undefined) return;
        response.writeHead(answer.status, answer.headers);
        response.end(request.method === 'HEAD' ? undefined : answer.body);
      })
      .catch(() => response.destroy());
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const kill = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${port}${new URL(demo.url).pathname}`,
    token: demo.token ?? '',
    count: () => seen,
    kill,
    close: async () => {
      kill();
      if (behind === undefined) await demo.close();
    },
  };
}

export const isJson = ({ headers }: Answer): boolean => (headers['content-type'] ?? '').includes('json');

/** Changes a JSON body. */
export function edit(answer: Answer, change: (resource: Record<string, unknown>) => void): Answer {
  if (!isJson(answer) || answer.body === '') return answer;
  const resource = JSON.parse(answer.body) as Record<string, unknown>;
  change(resource);
  return { ...answer, body: JSON.stringify(resource) };
}
