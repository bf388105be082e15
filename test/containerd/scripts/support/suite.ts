import { FakeNode } from './node';
import { TarballServer } from './server';
import { type Files, release, tar } from './tarball';

export interface Published { files: Files; env: Record<string, string> }
export interface Installed extends Published { host: FakeNode }

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
  const kept = (one: FakeNode): FakeNode => {
    nodes.push(one);
    return one;
  };
  const node = (...args: ConstructorParameters<typeof FakeNode>): FakeNode => kept(new FakeNode(...args));
  /** A tarball of these files, and the variables that ask for it. */
  const publish = (files: Files, where = ''): Published => {
    const { url, sha } = server.serve(`/${published++}.tar.gz`, tar(files));
    return { files, env: { COCO_URL: url.replace(/(\/[^/]*)$/, `${where}$1`), COCO_SHA256: sha } };
  };
  const made = new Map<string, Promise<Installed>>();
  const install = async (files: Files, original?: Files): Promise<Installed> => {
    const one = { host: node(original), ...publish(files) };
    expect(await one.host.run('install', one.env)).toMatchObject({ code: 0 });
    return one;
  };
  return {
    server,
    node,
    publish,
    /** A node with a tarball of these files: a copy of one on which it was installed. */
    installed: async (files = release('1'), original?: Files): Promise<Installed> => {
      const key = JSON.stringify([files, original]);
      if (!made.has(key)) made.set(key, install(files, original));
      const { host, ...tarball } = await made.get(key)!;
      return { host: kept(host.copy()), ...tarball };
    },
  };
}
