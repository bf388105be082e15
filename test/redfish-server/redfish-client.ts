import * as http from 'node:http';
import * as https from 'node:https';
import { Manifest } from '../support/synth';

/** An answer of the server. */
export interface Answer {
  readonly status: number;
  readonly body: Manifest;
  /** Where the client is sent. */
  readonly location?: string;
}

/** How a client reaches the server. */
export interface Target {
  readonly port: number;
  /** The certificate that it trusts, PEM, and the name that has to stand in the server's. None for plain HTTP. */
  readonly tls?: { readonly ca: string; readonly servername: string };
}

let clients = 0;

/**
 * One request with basic authentication. Each comes from another address, as the server sees it: it shuts out those that
 * fail too often.
 */
export function ask(target: Target, path: string, login?: readonly [string, string], body?: object): Promise<Answer> {
  const text = body && JSON.stringify(body);
  const headers: Record<string, string> = { 'X-Forwarded-For': `192.0.2.${++clients % 250}` };
  if (login) headers.Authorization = `Basic ${Buffer.from(login.join(':')).toString('base64')}`;
  if (text) Object.assign(headers, { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(text)) });
  const options = { host: '127.0.0.1', port: target.port, path, method: text ? 'POST' : 'GET', headers, agent: false, ...target.tls };
  return new Promise((resolve, reject) => {
    const request = (target.tls ? https : http).request(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({
        status: response.statusCode ?? 0, body: parsed(Buffer.concat(chunks).toString()), location: response.headers.location,
      }));
      response.on('error', reject);
    });
    request.setTimeout(15_000, () => request.destroy(new Error(`${path}: no answer within 15 s`)));
    request.on('error', reject);
    request.end(text);
  });
}

function parsed(text: string): Manifest {
  try {
    return JSON.parse(text) as Manifest;
  } catch {
    return { text };
  }
}
