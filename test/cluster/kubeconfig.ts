import * as fs from 'node:fs';
import * as path from 'node:path';
import { Endpoint } from './transport';

/** Writes what kubectl needs to reach a server, and nothing of the machine's own configuration. */
export function writeKubeconfig(folder: string, { port, token, ca }: Endpoint): string {
  const file = path.join(folder, 'kubeconfig');
  const name = 'test';
  const config = {
    'apiVersion': 'v1',
    'kind': 'Config',
    'current-context': name,
    'contexts': [{ name, context: { cluster: name, user: name } }],
    'clusters': [{ name, cluster: { 'server': `https://127.0.0.1:${port}`, 'certificate-authority-data': Buffer.from(ca).toString('base64') } }],
    'users': [{ name, user: { token } }],
  };
  fs.writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
  return file;
}
