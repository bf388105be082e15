import { FakeNode } from './node';
import { TarballServer } from './server';
import { type Files, tar } from './tarball';

export interface Published { files: Files; env: Record<string, string> }

/** A web server for the tests of a file, and nodes that are removed after them. */
export function suite() {
  const server = new TarballServer();
  const nodes: FakeNode[] = [];
  beforeAll(async () => { await server.start(); });
  afterAll(async () => {
    await server.stop();
    for (const node of nodes) node.remove();
  });
  let published = 0;
  return {
    server,
    node: (...args: ConstructorParameters<typeof FakeNode>): FakeNode => {
      const node = new FakeNode(...args);
      nodes.push(node);
      return node;
    },
    /** A tarball of these files, and the variables that ask for it. */
    publish: (files: Files, where = ''): Published => {
      const { url, sha } = server.serve(`/${published++}.tar.gz`, tar(files));
      return { files, env: { COCO_URL: url.replace(/(\/[^/]*)$/, `${where}$1`), COCO_SHA256: sha } };
    },
  };
}
