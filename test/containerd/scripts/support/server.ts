import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sha256 } from './tarball';

export interface Served { url: string; sha: string }

/** A web server of tarballs, which can be made to misbehave. */
export class TarballServer {
  public readonly requests: string[] = [];
  private readonly contents = new Map<string, Buffer>();
  private readonly server: Server;

  public constructor() {
    this.server = createServer((request, response) => {
      const path = request.url ?? '';
      this.requests.push(path);
      const content = this.contents.get(path.replace(/^http:\/\/[^/]+/, '').replace('/truncated', ''));
      if (path.startsWith('/endless')) {
        response.writeHead(200);
        const more = () => { while (response.write(Buffer.alloc(65_536, this.requests.length))); };
        response.on('drain', more);
        more();
      } else if (!content) {
        response.writeHead(404).end('no such tarball');
      } else if (path.startsWith('/truncated')) {
        response.writeHead(200, { 'content-length': content.length });
        response.write(content.subarray(0, content.length - 20), () => response.destroy());
      } else {
        response.writeHead(200, { 'content-length': content.length }).end(content);
      }
    });
  }

  public async start(port = 0): Promise<this> {
    await new Promise<void>(resolve => this.server.listen(port, '127.0.0.1', resolve));
    return this;
  }

  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
  }

  /** Serves the same under another path. */
  public alias(path: string, original: string): void {
    const content = this.contents.get(original);
    if (content) this.contents.set(path, content);
  }

  public get port(): number { return (this.server.address() as AddressInfo).port; }

  public get origin(): string { return `http://127.0.0.1:${this.port}`; }

  public serve(path: string, content: Buffer): Served {
    this.contents.set(path, content);
    return { url: `${this.origin}${path}`, sha: sha256(content) };
  }
}
