import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../support/repository';

/** What a newcomer has before reading a page. */
export interface Page {
  readonly path: string;
  /** Files by their paths. */
  readonly files?: Readonly<Record<string, string>>;
  /** Commands whose output goes to a file, by its path. */
  readonly outputs?: Readonly<Record<string, string>>;
  /** The folder starts with an app that is committed, and has a change. */
  readonly hasApp?: boolean;
  /** Commands that cannot run here, by a part of them, with the reason. */
  readonly skipped?: Readonly<Record<string, string>>;
}

const KATA_VALUES = 'shims:\n  disableAll: true\n  qemu-snp:\n    enabled: true\ndefaultShim:\n  amd64: qemu-snp\n';
const UMBRELLA_VALUES = 'kata-as-coco-runtime:\n  k8sDistribution: k3s\n';
const RELEASE = '--release-name kata-deploy --namespace kube-system';

const PAGES: readonly Page[] = [
  { path: 'README.md', files: { 'my.yaml': UMBRELLA_VALUES } },
  { path: 'docs/delivery.md' },
  { path: 'docs/dpf-hcp.md', files: { 'my.yaml': 'replicaCount: 2\n' } },
  { path: 'docs/dpu-worker.md', files: { 'my.yaml': 'commonLabels:\n  team: dpu\n' } },
  {
    path: 'docs/migrate.md',
    files: { 'my.yaml': KATA_VALUES, 'values.yaml': KATA_VALUES },
    outputs: { 'live.yaml': `npx cdk8s-coco render kata-deploy@4.1.0 --values my.yaml ${RELEASE}` },
  },
  { path: 'docs/plan.md', hasApp: true },
  {
    path: 'docs/render.md',
    files: { 'my.yaml': UMBRELLA_VALUES },
    skipped: { 'confidential-containers-0.21.0.tgz': 'helm pull downloads the chart' },
  },
  { path: 'docs/report.md', files: { 'my.yaml': KATA_VALUES }, hasApp: true },
  { path: 'docs/upgrading.md', hasApp: true },
];

/** All pages that a newcomer reads, but for the first one. */
export function pages(): Page[] {
  const named = new Map(PAGES.map((page) => [page.path, page]));
  const all = ['README.md', ...readdirSync(join(REPOSITORY, 'docs')).filter((file) => file.endsWith('.md')).map((file) => `docs/${file}`)];
  const examples = readdirSync(join(REPOSITORY, 'examples'), { withFileTypes: true }).filter((entry) => entry.isDirectory())
    .map(({ name }) => `examples/${name}/README.md`);
  return [...all, ...examples].filter((path) => path !== 'docs/getting-started.md').map((path) => named.get(path) ?? { path });
}
