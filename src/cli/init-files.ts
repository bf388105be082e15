import { versions } from './version';
import { yamlStream } from '../common/private/yaml/write';
import { projectFiles } from '../migrate/project';
import { quoted } from '../migrate/source';

/** What can bring manifests to clusters. */
export const ENGINES = ['kubectl', 'argocd', 'flux'] as const;

export type Engine = typeof ENGINES[number];

/** What a new repository is made of. */
export interface Repository {
  /** For npm. */
  readonly name: string;
  readonly engine: Engine;
  /** The clusters of a fleet; empty: one cluster. */
  readonly clusters: readonly string[];
  /** Empty for kubectl. */
  readonly repoUrl: string;
  readonly branch: string;
  readonly namespace: string;
  /** What npm installs as cdk8s-coco. */
  readonly package?: string;
}

/** The files of a new repository, by their paths. */
export function repositoryFiles(repository: Repository): ReadonlyMap<string, string> {
  const isFleet = repository.clusters.length > 0;
  const { 'cdk8s.yaml': cdk8s, ...project } = projectFiles(repository.name, versions(), repository.package);
  return new Map(Object.entries({
    '.gitattributes': 'dist/** linguist-generated\n',
    '.github/workflows/manifests.yml': workflow(repository),
    'README.md': readme(repository),
    // cdk8s-cli deletes the folder of a fleet before each synth.
    ...(isFleet ? { 'clusters.yaml': inventory(repository) } : { 'cdk8s.yaml': cdk8s }),
    'main.ts': isFleet ? fleetProgram(repository) : program(repository),
    ...project,
  }));
}

/** Kata, as all programs install it. The indent is that of what it stands in. */
const kata = (namespace: string, indent: string, props: readonly string[]) => [
  `const chart = new Chart(app, 'coco', { namespace: ${quoted(namespace)} });`,
  'new PrivilegedNamespace(chart, \'Namespace\');',
  'new KataRuntime(chart, \'Kata\', {',
  '  release: KataRelease.V4_1_0,',
  ...props.map((line) => `  ${line}`),
  '});',
].map((line) => `${indent}${line}`).join('\n');

/** The Secret by which Flux reads the repository. */
const GIT_SECRET = 'git-credentials';

/** The props of the engine, without the braces. */
const engineProps = ({ engine, repoUrl, branch }: Repository): readonly string[] => ({
  kubectl: [],
  argocd: [`repoUrl: ${quoted(repoUrl)}`, 'path: \'dist\'', `targetRevision: ${quoted(branch)}`],
  flux: [`source: FluxSource.git(${quoted(repoUrl)}, { branch: ${quoted(branch)}, secretName: ${quoted(GIT_SECRET)} })`, 'path: \'dist\''],
})[engine];

const METHODS: Readonly<Record<Engine, string>> = { kubectl: 'kubectl', argocd: 'argoCd', flux: 'flux' };

function program(repository: Repository): string {
  const { engine, namespace } = repository;
  const names = ['Delivery', ...(engine === 'flux' ? ['FluxSource'] : []), 'KataRelease', 'KataRuntime', 'Lifecycle', 'PrivilegedNamespace', 'SynthSummary'];
  const props = engineProps(repository);
  return `import { App, Chart } from 'cdk8s';
import { ${names.join(', ')} } from 'cdk8s-coco';

const app = new App();

${kata(namespace, '', ['lifecycle: Lifecycle.PRESENT, // to uninstall: DRAINING, and ABSENT when every node is clean'])}

Delivery.${METHODS[engine]}(app${props.length ? `, { ${props.join(', ')} }` : ''});
app.synth();
console.error(SynthSummary.of([{ app }]).text);
`;
}

function fleetProgram(repository: Repository): string {
  const { engine, namespace } = repository;
  const names = [
    ...(engine === 'argocd' ? ['ArgoCdApplications', 'ArgoCdGenerator'] : []), 'Fleet', 'FleetCluster', 'FleetDelivery', 'FleetInventory', 'FleetShard',
    ...(engine === 'flux' ? ['FluxSource'] : []), 'IBlueprint', 'KataRelease', 'KataRuntime', 'PrivilegedNamespace',
  ];
  const props = [
    ...engineProps(repository),
    // The Applications of a list would be in one object, which has a limit, and which shards cannot write.
    ...(engine === 'argocd' ? ['applications: ArgoCdApplications.PER_CLUSTER', 'applicationSet: { generator: ArgoCdGenerator.GIT }'] : []),
  ];
  return `import { App, Chart } from 'cdk8s';
import {
${names.map((one) => `  ${one},`).join('\n')}
} from 'cdk8s-coco';

class Coco implements IBlueprint {
  public compose(app: App, cluster: FleetCluster): void {
${kata(namespace, '    ', ['architectures: cluster.architectures,', 'distribution: cluster.distribution,'])}
  }
}

const fleet = Fleet.of({
  inventory: FleetInventory.fromFile('clusters.yaml'),
  blueprints: [new Coco()],
  delivery: FleetDelivery.${METHODS[engine]}(${props.length ? `{\n${props.map((one) => `    ${one},\n`).join('')}  }` : ''}),
  shard: FleetShard.fromProgram(),
});
console.error(fleet.synth().text);
`;
}

function inventory({ clusters }: Repository): string {
  return `# yaml-language-server: $schema=node_modules/cdk8s-coco/src/fleet/inventory.schema.json
${yamlStream([{ clusters: clusters.map((name, index) => ({ name, labels: { stage: index ? 'production' : 'canary' } })) }]).replace(/^---\n/, '')}`;
}

function workflow({ branch }: Repository): string {
  return `name: manifests
on:
  pull_request:
  push:
    branches: [${quoted(branch)}]
permissions:
  contents: read
jobs:
  manifests:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
      - uses: actions/setup-node@v4
        with:
          node-version: 22
          cache: npm
      - run: npm ci
      - run: npm run typecheck
      - run: npm run synth
      - name: The committed manifests are what the program writes
        run: git add --intent-to-add --all && git diff --exit-code
      - name: What the pull request does to the cluster
        if: github.event_name == 'pull_request'
        env:
          BASE: \${{ github.base_ref }}
        run: npx cdk8s-coco plan "git:origin/$BASE:dist" dist --markdown >> "$GITHUB_STEP_SUMMARY"
`;
}

const TITLES: Readonly<Record<Engine, string>> = { kubectl: 'kubectl', argocd: 'Argo CD', flux: 'Flux' };

function readme(repository: Repository): string {
  const { name, engine, clusters } = repository;
  return `# ${name}

Confidential Containers on ${clusters.length ? 'a fleet of clusters' : 'a cluster'}, as manifests that ${TITLES[engine]} applies. \`main.ts\` is the program, and \`dist/\` is what it
writes. Commit both.

    npm install
    npm run synth
    git add --all && git commit -m 'feat: install Kata'

The workflow in \`.github/\` fails where \`dist/\` is not what the program writes, and says in its summary what a pull request does to the
cluster.

## First time

${firstTime(repository).join('\n')}

## Before you merge

    npx cdk8s-coco plan git:origin/${repository.branch}:dist dist
${clusters.length ? `    npx cdk8s-coco report dist/clusters/${clusters[0]}` : '    npx cdk8s-coco report dist'}
`;
}

/** What Flux needs to read a repository. */
const credentials = (repoUrl: string) => (repoUrl.startsWith('ssh:')
  ? '--from-file=identity --from-file=known_hosts'
  : '--from-literal=username=git --from-literal=password="$TOKEN"');

function firstTime({ engine, clusters, repoUrl }: Repository): string[] {
  const isFleet = clusters.length > 0;
  const names = isFleet ? clusters : ['default'];
  const kubectl = (name: string) => (isFleet ? `kubectl --context ${name}` : 'kubectl');
  return {
    kubectl: ['Each time, and for each change:', '', ...names.flatMap((name) => [
      `    ${kubectl(name)} apply -f dist/clusters/${name}/01-foundation.k8s.yaml`,
      `    ${kubectl(name)} apply -k dist/clusters/${name} --prune -l cdk8s-coco/app=cdk8s-coco \\`,
      `      $(sed "s/^/--prune-allowlist=/" dist/clusters/${name}/prune-allowlist.txt)`,
    ])],
    argocd: [...isFleet ? ['Clusters have the names in Argo CD that they have in `clusters.yaml`.', ''] : [], '    kubectl apply -f dist/argo-cd.yaml'],
    flux: [
      ...isFleet ? ['Each cluster has a Flux of its own.'] : [],
      `Flux reads the repository with the Secret \`${GIT_SECRET}\`, ${repoUrl.startsWith('ssh:')
        ? 'made of a deploy key in the file `identity`, and of the host keys in `known_hosts`.'
        : 'which has a token. If the repository is public, remove `secretName` from `main.ts`.'}`,
      '',
      ...names.flatMap((name) => [
        `    ${kubectl(name)} create secret generic ${GIT_SECRET} -n flux-system ${credentials(repoUrl)}`,
        `    ${kubectl(name)} apply -f dist/flux/${name}.yaml`,
      ]),
    ],
  }[engine];
}
