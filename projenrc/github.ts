import { cdk, github, YamlFile } from 'projen';
import { ACTIONS } from './actions';
import { ALLOWED_LICENSES } from './licenses';

const { JobPermission: { READ, WRITE } } = github.workflows;
type JobPermissions = github.workflows.JobPermissions;
type JobStep = github.workflows.JobStep;

/** Every supported line of Node.js; the last one builds what is released. */
const NODE_VERSIONS = ['20', '22', '24'];
const NODE_OF_RELEASES = '24'; // its npm publishes with provenance

const RUNNER = ['ubuntu-24.04'];

const checkout = (options: Record<string, unknown> = {}) => ({ name: 'Check out', uses: ACTIONS.checkout, with: { 'persist-credentials': false, ...options } });
const node = (version: string) => ({ name: 'Set up Node.js', uses: ACTIONS.setupNode, with: { 'node-version': version, 'package-manager-cache': false } });
/** What the gate needs besides Node.js: see the table in CONTRIBUTING.md. */
const tools = (go = '1.24'): JobStep[] => [
  { name: 'Set up Go', uses: ACTIONS.setupGo, with: { 'go-version': go, 'cache': false } },
  { name: 'Set up Java', uses: ACTIONS.setupJava, with: { 'distribution': 'temurin', 'java-version': '17' } },
  { name: 'Install tools', run: 'sudo apt-get update -qq && sudo apt-get install -y -qq busybox jq python3-venv python3-yaml shellcheck' },
];

/** Workflows, update rules and forms of the forge. Each job has the permissions that it needs, and no other. */
export function addGitHub(project: cdk.JsiiProject): void {
  const forge = project.github!;
  addGate(forge);
  addJudges(forge);
  addCodeql(forge);
  addSite(forge);
  addRelease(forge);
  addUpdates(project);
  addForms(project);
}

function addGate(forge: github.GitHub): void {
  const gate = new github.GithubWorkflow(forge, 'ci', { limitConcurrency: true, concurrencyOptions: { group: '${{ github.workflow }}-${{ github.ref }}', cancelInProgress: true } });
  gate.on({ pullRequest: {}, push: { branches: ['main'] } });
  gate.addJob('gate', {
    name: 'Node.js ${{ matrix.node }}',
    runsOn: RUNNER,
    timeoutMinutes: 60,
    permissions: { contents: READ },
    strategy: { failFast: false, matrix: { domain: { node: NODE_VERSIONS } } },
    steps: [
      checkout(),
      node('${{ matrix.node }}'),
      ...tools(),
      { name: 'The gate', run: '.ci/run', env: { CI: 'true' } },
    ],
  });
  gate.addJob('packages', {
    name: 'Packages of all languages',
    runsOn: RUNNER,
    timeoutMinutes: 45,
    permissions: { contents: READ },
    steps: [
      checkout(),
      node(NODE_OF_RELEASES),
      ...tools(),
      { name: 'Install dependencies', run: 'npm ci' },
      { name: 'Pack', run: 'npm run package-all' },
      { name: 'Run the package with every Node.js', run: 'npm run test:nodes' },
      { name: 'Do what the documentation says', run: 'npm run test:newcomer' },
      { name: 'Keep the packages', uses: ACTIONS.uploadArtifact, with: { 'name': 'packages', 'path': 'artifacts/', 'if-no-files-found': 'error', 'retention-days': 7 } },
    ],
  });
  gate.addJob('dependencies', {
    name: 'New dependencies',
    if: "github.event_name == 'pull_request'",
    runsOn: RUNNER,
    timeoutMinutes: 10,
    permissions: { contents: READ },
    steps: [checkout(), { name: 'Review dependencies', uses: ACTIONS.dependencyReview, with: { 'fail-on-severity': 'moderate', 'allow-licenses': ALLOWED_LICENSES.join(', ') } }],
  });
}

/** What takes too long for the gate. */
const JUDGES = {
  examples: 'npm run test:cluster',
  oldest: 'KUBERNETES_MINOR=1.28 npm run test:cluster',
  newest: 'KUBERNETES_MINOR=1.37 npm run test:cluster',
  lifecycle: 'npm run test:cluster -- --lifecycle',
  plan: 'npm run test:cluster -- --plan',
  scheduling: 'npm run test:cluster -- --scheduling',
  gitops: 'npm run test:cluster -- --gitops',
  sweeps: 'npm run test:sweeps',
};

/** Once a week, and whenever somebody asks. */
function addJudges(forge: github.GitHub): void {
  const judges = new github.GithubWorkflow(forge, 'judges', { limitConcurrency: true, concurrencyOptions: { group: 'judges', cancelInProgress: true } });
  judges.on({ schedule: [{ cron: '41 3 * * 6' }], workflowDispatch: {} });
  for (const [name, command] of Object.entries(JUDGES)) {
    judges.addJob(name, {
      name: `The long judges: ${name}`,
      runsOn: RUNNER,
      timeoutMinutes: 90,
      permissions: { contents: READ },
      steps: [checkout(), node(NODE_OF_RELEASES), ...tools(name === 'newest' ? '1.26' : undefined), { name: 'Install dependencies', run: 'npm ci' }, { name: 'Judge', run: command }],
    });
  }
}

function addCodeql(forge: github.GitHub): void {
  const codeql = new github.GithubWorkflow(forge, 'codeql', { limitConcurrency: false });
  codeql.on({ pullRequest: {}, push: { branches: ['main'] }, schedule: [{ cron: '17 4 * * 1' }] });
  codeql.addJob('analyze', {
    name: 'CodeQL: ${{ matrix.language }}',
    runsOn: RUNNER,
    timeoutMinutes: 45,
    permissions: { contents: READ, actions: READ, securityEvents: WRITE },
    strategy: { failFast: false, matrix: { domain: { language: ['javascript-typescript', 'actions'] } } },
    steps: [
      checkout(),
      { name: 'Start CodeQL', uses: ACTIONS.codeqlInit, with: { 'languages': '${{ matrix.language }}', 'build-mode': 'none', 'queries': 'security-extended' } },
      { name: 'Analyze', uses: ACTIONS.codeqlAnalyze, with: { category: '/language:${{ matrix.language }}' } },
    ],
  });
}

function addSite(forge: github.GitHub): void {
  const site = new github.GithubWorkflow(forge, 'site', { limitConcurrency: true, concurrencyOptions: { group: 'site-${{ github.ref }}', cancelInProgress: false } });
  site.on({ pullRequest: {}, push: { branches: ['main'] } });
  site.addJob('build', {
    name: 'Build the documentation',
    runsOn: RUNNER,
    timeoutMinutes: 20,
    permissions: { contents: READ },
    steps: [
      checkout(),
      node(NODE_OF_RELEASES),
      { name: 'Install dependencies', run: 'npm ci' },
      { name: 'Compile', run: 'npm run compile' },
      { name: 'Build the site', run: 'npm run site' },
      { name: 'Keep the pages', uses: ACTIONS.uploadPages, with: { path: 'site/.vitepress/dist' } },
    ],
  });
  site.addJob('publish', {
    name: 'Publish to Pages',
    needs: ['build'],
    if: "github.event_name == 'push'",
    runsOn: RUNNER,
    timeoutMinutes: 10,
    permissions: { pages: WRITE, idToken: WRITE },
    environment: { name: 'github-pages' },
    steps: [{ name: 'Publish the pages', uses: ACTIONS.deployPages }],
  });
}

/** A tag such as v0.2.0 publishes. Only the job that publishes to a registry can prove who it is to that registry. */
function addRelease(forge: github.GitHub): void {
  const release = new github.GithubWorkflow(forge, 'release', { limitConcurrency: true, concurrencyOptions: { group: 'release', cancelInProgress: false } });
  release.on({ push: { tags: ['v*'] } });
  const packages = { name: 'Get the packages', uses: ACTIONS.downloadArtifact, with: { name: 'packages', path: 'artifacts' } };
  const publish = (name: string, environment: string, permissions: JobPermissions, steps: JobStep[]) => (
    { name, environment: { name: environment }, permissions, steps, needs: ['build'], runsOn: RUNNER, timeoutMinutes: 15 });
  release.addJob('build', {
    name: 'Test and pack',
    runsOn: RUNNER,
    timeoutMinutes: 90,
    permissions: { contents: READ },
    steps: [
      checkout({ 'fetch-depth': 0 }),
      node(NODE_OF_RELEASES),
      ...tools(),
      { name: 'The gate', run: '.ci/run', env: { CI: 'true' } },
      { name: 'Compare the API with the last release', run: 'npm run compat' },
      { name: 'Audit', run: 'npm run audit' },
      { name: 'Set the version of the tag', run: 'npm run release:version -- "$TAG"', env: { TAG: '${{ github.ref_name }}' } },
      { name: 'Pack', run: 'npm run package-all' },
      { name: 'List what is inside', run: 'npm run sbom' },
      { name: 'Keep the packages', uses: ACTIONS.uploadArtifact, with: { 'name': 'packages', 'path': 'artifacts/', 'if-no-files-found': 'error' } },
    ],
  });
  release.addJob('npm', publish('Publish to npm', 'npm', { idToken: WRITE }, [
    packages,
    node(NODE_OF_RELEASES),
    { name: 'Publish', run: 'npm publish --provenance --access public ./artifacts/js/*.tgz' }, // as a trusted publisher: there is no token
  ]));
  release.addJob('pypi', publish('Publish to PyPI', 'pypi', { idToken: WRITE }, [
    packages,
    { name: 'Publish', uses: ACTIONS.publishPypi, with: { 'packages-dir': 'artifacts/python/' } }, // as a trusted publisher, with attestations
  ]));
  release.addJob('maven', publish('Publish to Maven Central', 'maven-central', { contents: READ }, [
    checkout(), // first: it empties the folder
    packages,
    node(NODE_OF_RELEASES),
    { name: 'Set up Java', uses: ACTIONS.setupJava, with: { 'distribution': 'temurin', 'java-version': '17' } },
    { name: 'Install what publishes', run: 'npm ci --ignore-scripts' }, // by the lockfile, and without the secrets of the next step
    {
      name: 'Publish',
      run: 'npx --no-install publib-maven artifacts/java',
      env: {
        MAVEN_SERVER_ID: 'central-ossrh',
        MAVEN_USERNAME: '${{ secrets.MAVEN_USERNAME }}',
        MAVEN_PASSWORD: '${{ secrets.MAVEN_PASSWORD }}',
        MAVEN_GPG_PRIVATE_KEY: '${{ secrets.MAVEN_GPG_PRIVATE_KEY }}',
        MAVEN_GPG_PRIVATE_KEY_PASSPHRASE: '${{ secrets.MAVEN_GPG_PRIVATE_KEY_PASSPHRASE }}',
      },
    },
  ]));
  release.addJob('notes', {
    name: 'Release on GitHub',
    needs: ['npm', 'pypi', 'maven'],
    runsOn: RUNNER,
    timeoutMinutes: 10,
    permissions: { contents: WRITE },
    steps: [
      packages,
      {
        name: 'Publish the notes',
        run: 'gh release create "$TAG" --repo "$GITHUB_REPOSITORY" --verify-tag --title "$TAG" --notes-file artifacts/notes.md artifacts/sbom.cdx.json artifacts/js/*.tgz',
        env: { TAG: '${{ github.ref_name }}', GH_TOKEN: '${{ github.token }}' },
      },
    ],
  });
}

function addUpdates(project: cdk.JsiiProject): void {
  const schedule = { interval: 'weekly' };
  const cooldown = { 'default-days': 7 }; // packages that were taken over are mostly found within days
  new YamlFile(project, '.github/dependabot.yml', {
    obj: {
      version: 2,
      updates: [
        // package.json is written by projen: ranges change in .projenrc.ts.
        { 'package-ecosystem': 'npm', 'directory': '/', 'versioning-strategy': 'lockfile-only', schedule, cooldown, 'groups': { development: { 'dependency-type': 'development' } } },
        { 'package-ecosystem': 'npm', 'directory': '/site', schedule, cooldown },
        // Workflows are written by projen: see projenrc/actions.ts.
        { 'package-ecosystem': 'github-actions', 'directory': '/', schedule, cooldown, 'groups': { actions: { patterns: ['*'] } } },
        { 'package-ecosystem': 'gomod', 'directories': ['/test/cluster/server/*', '/test/strvals', '/test/yaml-readers'], schedule, cooldown },
      ],
    },
  });
}

const area = (label: string, description: string, options: Record<string, unknown> = {}, required = true) => ({
  type: 'textarea', id: label.toLowerCase().replace(/\W+/g, '-'), attributes: { label, description, ...options }, validations: { required },
});
const input = (label: string, placeholder: string, required = true) => ({
  type: 'input', id: label.toLowerCase().replace(/\W+/g, '-'), attributes: { label, placeholder }, validations: { required },
});

function addForms(project: cdk.JsiiProject): void {
  new github.PullRequestTemplate(project.github!, {
    lines: [
      '<!-- The title is a conventional commit, such as: fix(kata): a full disk left an empty config.toml -->',
      '',
      '## Why',
      '',
      '## What changes for users',
      '',
      '<!-- Manifests that change, messages, names. A change that breaks users says BREAKING CHANGE in a commit. -->',
      '',
      '- [ ] A test fails without this change',
      '- [ ] `.ci/run` passes, or I say here which step I could not run',
      '- [ ] Documentation and generated files are up to date (see CONTRIBUTING.md)',
    ],
  });
  const form = (name: string, obj: object) => new YamlFile(project, `.github/ISSUE_TEMPLATE/${name}.yml`, { obj });
  form('config', {
    blank_issues_enabled: false,
    contact_links: [
      { name: 'Report a vulnerability', url: 'https://github.com/cdk8s-coco/cdk8s-coco/security/advisories/new', about: 'Private. Please do not open an issue.' },
      { name: 'Ask a question', url: 'https://github.com/cdk8s-coco/cdk8s-coco/discussions', about: 'How do I …? See SUPPORT.md for what helps us to help you.' },
    ],
  });
  form('bug', {
    name: 'Bug',
    description: 'The output, an error message or the documentation is wrong',
    labels: ['bug'],
    body: [
      { type: 'markdown', attributes: { value: 'Remove secrets before you paste code, values or manifests.' } },
      area('What happened', 'What did you do, what did you get, and what did you expect? Paste error messages as text.'),
      area('Code or values', 'The smallest program or values file that shows it.', { render: 'ts' }),
      area('Manifests', 'The objects that are wrong, if the output is wrong.', { render: 'yaml' }, false),
      input('Version of cdk8s-coco', 'npx cdk8s-coco --version'),
      input('Language and version', 'Node.js 22.11, Python 3.12 or Java 17'),
      input('Release of the program', 'kata-deploy 4.1.0', false),
      input('Kubernetes', '1.33, k3s, containerd 2.1', false),
    ],
  });
  form('feature', {
    name: 'Feature',
    description: 'Something that you need and cannot do',
    labels: ['enhancement'],
    body: [
      area('The need', 'What do you want to achieve? Which cluster, cloud and hardware?'),
      area('What you do today', 'A workaround, an escape hatch, or a Helm value that does it.', {}, false),
      area('What it could look like', 'A program that you would like to write.', { render: 'ts' }, false),
      { type: 'checkboxes', id: 'help', attributes: { label: 'Contribution', options: [{ label: 'I can open a pull request.' }] } },
    ],
  });
}
