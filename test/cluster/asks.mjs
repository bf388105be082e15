// A program that asks the API server for what its service account may not have, and takes no flags: for the self-test of program.ts.
import { readFileSync } from 'node:fs';
import { request } from 'node:https';

const { clusters: [{ cluster }], users: [{ user }] } = JSON.parse(readFileSync(process.env.KUBECONFIG, 'utf8'));
const claims = JSON.parse(Buffer.from(user.token.split('.')[1], 'base64url').toString());
console.log(`token of ${claims.sub}`);
for (const flag of process.argv.slice(2)) console.error(`unknown flag: ${flag}`);
const options = { ca: Buffer.from(cluster['certificate-authority-data'], 'base64'), headers: { Authorization: `Bearer ${user.token}` } };
request(`${cluster.server}/api/v1/secrets`, options, (reply) => {
  reply.setEncoding('utf8').on('data', (text) => console.error(JSON.parse(text).message));
}).end();
