import * as https from 'node:https';

/** Where a server listens and how to be its administrator. */
export interface Endpoint {
  readonly port: number;
  readonly token: string;
  /** The certificates to trust, PEM. */
  readonly ca: string;
}

export interface Reply {
  readonly status: number;
  /** The parsed JSON, or the text if it is none. */
  readonly body: unknown;
  /** The texts of the `Warning` headers. */
  readonly warnings: readonly string[];
}

export interface Request {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly contentType?: string;
  readonly body?: string;
}

const TIMEOUT_MS = 30_000;

/** HTTPS to one API server, over connections that are kept open. */
export class Transport {
  private readonly agent: https.Agent;

  public constructor(private readonly endpoint: Endpoint) {
    this.agent = new https.Agent({ keepAlive: true, maxSockets: 4, ca: endpoint.ca });
  }

  public send(request: Request): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const headers: Record<string, string> = {
        Accept: 'application/json',
        Authorization: `Bearer ${this.endpoint.token}`,
      };
      if (request.body !== undefined) {
        headers['Content-Type'] = request.contentType ?? 'application/json';
        headers['Content-Length'] = String(Buffer.byteLength(request.body));
      }
      const outgoing = https.request({
        host: '127.0.0.1',
        port: this.endpoint.port,
        method: request.method,
        path: request.path,
        headers,
        agent: this.agent,
      }, incoming => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => resolve({
          status: incoming.statusCode ?? 0,
          body: parse(Buffer.concat(chunks).toString('utf8')),
          warnings: warningsOf(incoming.rawHeaders),
        }));
      });
      outgoing.setTimeout(TIMEOUT_MS, () => {
        outgoing.destroy(new Error(`${request.method} ${request.path}: no answer within ${TIMEOUT_MS / 1000} s`));
      });
      outgoing.on('error', reject);
      outgoing.end(request.body);
    });
  }

  public close(): void {
    this.agent.destroy();
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Reads `Warning: 299 - "text"`; the raw headers, as a joined one cannot be split again at its commas. */
function warningsOf(rawHeaders: readonly string[]): string[] {
  const warnings: string[] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    if (rawHeaders[i].toLowerCase() === 'warning') {
      const quoted = /^\d{3} \S+ "((?:[^"\\]|\\.)*)"/.exec(rawHeaders[i + 1]);
      warnings.push(quoted ? quoted[1].replace(/\\(.)/g, '$1') : rawHeaders[i + 1]);
    }
  }
  return warnings;
}
