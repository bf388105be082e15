/*
 * Writes a bill of materials of the npm package in the format of CycloneDX: the packages whose code is in its bundles. Tools that
 * only build it are not in it.
 */
import { execFileSync } from 'child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';

const ROOT = join(__dirname, '..', '..');
const OUT = join(ROOT, 'artifacts', 'sbom.cdx.json');

interface Component {
  readonly 'bom-ref': string;
}

interface Bom {
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
}

const all = JSON.parse(execFileSync('npm', ['sbom', '--sbom-format=cyclonedx', '--sbom-type=library', '--package-lock-only'], {
  cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 28, stdio: ['ignore', 'pipe', 'ignore'],
})) as Bom;

const licenses = readFileSync(join(ROOT, 'lib', 'LICENSES'), 'utf8');
const bundled = [...licenses.matchAll(/^(@?[\w./-]+) (\d+\.\d+\.\d+)$/gm)].map(([, name, version]) => `${name}@${version}`);
const components = all.components.filter((component) => bundled.includes(component['bom-ref'])).map((component) => ({ ...component, properties: [] }));
const missing = bundled.filter((name) => !components.some((component) => component['bom-ref'] === name));
if (missing.length || !bundled.length) throw new Error(`lib/LICENSES names packages that package-lock.json does not have: ${missing.join(', ') || 'none'}`);
const root = { ...all.metadata.component, name: 'cdk8s-coco' };
const dependencies = [{ ref: root['bom-ref'], dependsOn: bundled }, ...bundled.map((ref) => ({ ref, dependsOn: [] }))];
mkdirSync(join(ROOT, 'artifacts'), { recursive: true });
writeFileSync(OUT, `${JSON.stringify({ ...all, metadata: { ...all.metadata, component: root }, components, dependencies }, undefined, 2)}\n`);
console.log(`artifacts/sbom.cdx.json: ${bundled.join(', ')}`);
