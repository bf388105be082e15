import type { ServicePort } from 'kubernetes-types/core/v1';
import { configurationOf } from './configuration';
import { podOf, withSecretFor } from './pod';
import { binding, clusterRole } from '../../../common/private/access-objects';
import type { Emission } from '../../../common/private/emission';
import { configMap, deployment, Meta, secret, service, serviceAccount } from '../../../common/private/manifest';
import { show } from '../../../common/private/redact';
import { isDnsLabel } from '../../../common/private/rules/names';
import { UNSAFE_INLINE } from '../../../common/private/unsafe-inline';
import { CLUSTER_RULES, Configuration, configurationText, route, securityContextConstraints } from '../../../redfish/internal';
import { ChartPlan, ReleaseContext, UserValues } from '../../chart-edition';
import { chartNames } from '../../engine/chart-names';
import { describe } from '../../engine/findings';
import { coalesce } from '../../engine/merge';
import { annotationsAt, checkName, labelsAt, nameAt } from '../../engine/names';
import { Reader } from '../../engine/reader';
import { Values } from '../../engine/tree';

/** What tells one edition of the chart from another. */
export interface RedfishFacts {
  /** The values that the user's come over: its values.yaml. */
  readonly defaults: Values;
  /** The version that it gives its objects. */
  readonly appVersion: string;
  /** Whether it has SecurityContextConstraints. */
  readonly scc: boolean;
  /** Whether the configuration names the helper image. */
  readonly helperImage: boolean;
  /** Whether the configuration says how systems are called. */
  readonly systemIdConvention: boolean;
}

/** The name of the chart. */
export const CHART = 'kubevirt-redfish';
const SELECTOR_KEYS = ['app.kubernetes.io/name', 'app.kubernetes.io/instance'];

/** What the chart makes of a user's values. */
export function planRedfish(facts: RedfishFacts, user: UserValues, { releaseName }: ReleaseContext): ChartPlan {
  const { values, problems } = coalesce(facts.defaults, user.values);
  const reader = new Reader(values, [], { sources: user.sources, problems: [...problems] });
  sections(reader, facts);
  const made = new Objects(reader, facts, releaseName);
  const objects = made.all();
  return {
    problems: reader.problems,
    parts: [{ construct: 'RedfishServer', configuration: made.configurationMade, objects }],
    objects: (phase) => (phase === 'install' ? objects : []),
  };
}

/** The maps that templates look into whatever else is on. */
function sections(reader: Reader, facts: RedfishFacts): void {
  for (const path of ['global.image', 'deployment.container', 'service', 'route', 'configMap']) reader.need(...path.split('.'));
  reader.need('rbac');
  const rbac = reader.section('rbac');
  if (rbac.on('enabled')) for (const key of ['serviceAccount', 'clusterRole', 'clusterRoleBinding']) reader.need('rbac', key);
  if (facts.scc) {
    reader.need('rbac', 'scc');
    if (!rbac.on('enabled') && (rbac.on('scc', 'enabled') || rbac.on('scc', 'custom'))) reader.need('rbac', 'serviceAccount');
  }
}

/** The objects of a release. */
class Objects {
  /** The server's configuration, once the objects are made. */
  public configurationMade?: Configuration;

  private readonly namespace: string;
  private readonly fullname: string;
  private readonly selector: Record<string, string>;
  private readonly labels: Record<string, string>;

  constructor(private readonly reader: Reader, private readonly facts: RedfishFacts, releaseName: string) {
    const { name, fullname } = chartNames(reader, CHART, releaseName);
    this.namespace = nameAt(reader, ['global', 'namespace'], 'label');
    this.fullname = fullname;
    this.selector = { [SELECTOR_KEYS[0]]: name, [SELECTOR_KEYS[1]]: releaseName };
    this.labels = { ...this.selector, 'app.kubernetes.io/version': facts.appVersion };
    const full = reader.text('fullnameOverride') ? 'fullnameOverride' : '--release-name';
    checkName(reader, fullname, [full], reader.on('service', 'enabled') ? 'label' : 'name');
    for (const [text, key] of [[fullname, full], [name, 'nameOverride'], [releaseName, '--release-name']]) {
      if (!reader.hasError(key)) reader.checkUnquoted(text, key);
    }
  }

  public all(): Emission[] {
    const { reader } = this;
    const configuration = reader.on('configMap', 'enabled') ? configurationOf(reader, this.facts) : undefined;
    this.configurationMade = configuration;
    const users = configuration?.authentication?.users ?? [];
    const pod = podOf(reader, reader.on('rbac', 'enabled') ? this.accountName() : undefined);
    const moved = users.length ? reader.value('configMap', 'name') as string : undefined;
    if (moved !== undefined) this.warnOfPasswords(users.map(({ username, password }) => ({ username, password })));
    return [
      ...this.access(),
      ...(configuration ? [this.configuration(configurationText(configuration), moved !== undefined)] : []),
      ...this.services(),
      { id: 'Resource', manifest: this.deployment(moved === undefined ? pod : withSecretFor(moved, pod)) },
    ];
  }

  private meta(name: string, ...path: string[]): Meta {
    return {
      name,
      namespace: this.namespace,
      labels: { ...this.labels, ...labelsAt(this.reader, [...path, 'labels']) },
      annotations: annotationsAt(this.reader, [...path, 'annotations']),
    };
  }

  /** The helper of the templates: an account that exists may have no name, which means the default one. */
  private accountName(): string {
    const { reader } = this;
    const path = ['rbac', 'serviceAccount', 'name'];
    if (!reader.value(...path)) return reader.on('rbac', 'serviceAccount', 'create') ? this.fullname : 'default';
    return nameAt(reader, path);
  }

  private access(): Emission[] {
    const { reader } = this;
    const found: Emission[] = [];
    const account = { name: this.accountName(), namespace: this.namespace };
    const clusterWide = (...path: string[]): Meta => ({ ...this.meta(nameAt(reader, [...path, 'name'], 'rbac'), ...path), namespace: undefined, annotations: undefined });
    if (reader.on('rbac', 'enabled')) {
      if (reader.on('rbac', 'serviceAccount', 'create')) {
        found.push({ id: 'ServiceAccount', manifest: serviceAccount(this.meta(account.name, 'rbac', 'serviceAccount')) });
      }
      if (reader.on('rbac', 'clusterRole', 'create')) {
        reader.warn(['rbac', 'clusterRole', 'create'], 'the pod may read, make and delete the Secrets and pods of every namespace; '
          + 'set it to false, and bind the service account to a role of your own in the namespaces of the chassis');
        found.push({ id: 'ClusterRole', manifest: clusterRole(clusterWide('rbac', 'clusterRole'), CLUSTER_RULES) });
      }
      if (reader.on('rbac', 'clusterRoleBinding', 'create')) {
        const roleRef = { kind: 'ClusterRole', name: nameAt(reader, ['rbac', 'clusterRole', 'name'], 'rbac') };
        found.push({ id: 'ClusterRoleBinding', manifest: binding(clusterWide('rbac', 'clusterRoleBinding'), roleRef, account) });
      }
    }
    return [...found, ...(this.facts.scc ? this.openShift(account) : [])];
  }

  /** What the chart's Job would do with `oc`, which its image does not have. The binding does nothing elsewhere. */
  private openShift(account: { name: string; namespace: string }): Emission[] {
    const { reader } = this;
    const scc = (...keys: string[]) => ['rbac', 'scc', ...keys];
    const found: Emission[] = [];
    if (reader.on(...scc('enabled'))) {
      const name = 'system:openshift:scc:restricted';
      const meta = { name, namespace: this.namespace, labels: this.labels };
      found.push({ id: 'RestrictedScc', manifest: binding(meta, { kind: 'ClusterRole', name }, account) });
    }
    if (reader.on(...scc('custom'))) {
      const range = (key: string) => ({ min: reader.value(...scc(key, 'min')) as number, max: reader.value(...scc(key, 'max')) as number });
      for (const key of ['runAsUser', 'fsGroup', 'supplementalGroups']) reader.need(...scc(key));
      const meta = { ...this.meta(nameAt(reader, scc('customName')), ...scc()), namespace: undefined };
      found.push({
        id: 'SecurityContextConstraints',
        manifest: securityContextConstraints(meta, {
          priority: reader.value(...scc('priority')) as number | undefined,
          runAsUser: range('runAsUser'),
          fsGroup: range('fsGroup'),
          supplementalGroups: range('supplementalGroups'),
          account,
          fields: {
            seLinuxContext: { type: 'MustRunAs', seLinuxOptions: { level: 's0', role: 'r', type: 'container_t', user: 'u' } },
            seccompProfiles: ['DockerDefault'],
          },
        }),
      });
    }
    return found;
  }

  private configuration(text: string, hidden: boolean): Emission {
    const meta = this.meta(nameAt(this.reader, ['configMap', 'name']), 'configMap');
    const data = { 'config.yaml': text };
    const marked = { ...meta, annotations: { ...meta.annotations, [UNSAFE_INLINE]: 'true' } };
    return { id: 'Configuration', manifest: hidden ? secret(marked, data) : configMap(meta, data) };
  }

  private warnOfPasswords(users: readonly { username: string; password: string }[]): void {
    const { reader } = this;
    reader.warn(['authentication', 'users'], `the manifest contains the passwords in plain text; the chart's ConfigMap ${
      show(reader.value('configMap', 'name'))} became a Secret of the same name. Keep the manifest out of version control`);
    const { users: known } = this.facts.defaults.authentication as { users: readonly Values[] };
    users.forEach(({ username, password }, index) => {
      if (known.some((one) => one.username === username && one.password === password)) {
        reader.warn(['authentication', 'users', index, 'password'], `the password of ${show(username)} is the chart's default, which is public; choose another`);
      }
    });
  }

  private services(): Emission[] {
    const { reader } = this;
    const found: Emission[] = [];
    const type = reader.value('service', 'type');
    const ports = reader.mapsHandedOn<ServicePort>('service', 'ports') ?? [];
    checkPorts(reader, ports);
    const exposed = reader.on('route', 'enabled');
    if (reader.on('service', 'enabled')) {
      found.push({
        id: 'Service',
        manifest: service(this.meta(this.fullname, 'service'), {
          ...(type ? { type: type as string } : {}), ...(ports.length ? { ports: ports as never } : {}), selector: this.selector,
        }),
      });
      if (this.fullname === `${CHART}-server`) {
        reader.warn(['service'], `Kubernetes tells pods of a Service "${this.fullname}" in the variable KUBEVIRT_REDFISH_SERVER_PORT, `
          + 'by which the server overrides its port, and stops; take another release name or fullnameOverride');
      }
      if (!ports.length) {
        reader.error(['service', 'ports'], 'the API server refuses a Service without ports; name one');
      } else if (exposed && !ports.some(({ name }) => name === 'http')) {
        reader.warn(['service', 'ports'], 'the Route targets the port "http", and no port has this name; name one');
      }
    }
    if (!exposed && !type) reader.error(['service', 'type'], 'the chart\'s notes need it where there is no Route; allowed: "ClusterIP", "NodePort", "LoadBalancer"');
    if (!exposed && type === 'LoadBalancer' && !ports.length) reader.error(['service', 'ports'], 'the chart\'s notes need one; name one');
    if (exposed) found.push(this.route());
    return found;
  }

  private route(): Emission {
    const { reader } = this;
    const path = ['route', 'host'];
    if (typeof reader.value(...path) !== 'string') reader.error(path, 'allowed: the name of the host, or ""');
    const host = reader.text(...path) && nameAt(reader, path);
    if (host.endsWith('.apps.clustername.example.com')) reader.warn(path, `${show(host)} is the chart's example; name your own host`);
    const tls = reader.handedOn<{ termination?: string; insecureEdgeTerminationPolicy?: string }>('route', 'tls');
    if (!tls) reader.warn(['route', 'tls'], 'passwords cross the network in plain text; set termination to edge');
    if (tls?.insecureEdgeTerminationPolicy === 'Allow') {
      reader.warn(['route', 'tls', 'insecureEdgeTerminationPolicy'], 'passwords may cross the network in plain text; set it to Redirect');
    }
    if (tls?.insecureEdgeTerminationPolicy === 'Disable') {
      reader.warn(['route', 'tls', 'insecureEdgeTerminationPolicy'], 'OpenShift says "None" for it, and refuses "Disable"; set it to None');
    }
    if (reader.on('route', 'tls', 'key')) {
      reader.warn(['route', 'tls', 'key'], 'the manifest contains the private key in plain text; leave it to the router, or name a Secret in externalCertificate');
    }
    const target = { host: host || undefined, service: this.fullname, port: 'http', tls };
    return { id: 'Route', manifest: route(this.meta(this.fullname, 'route'), target) };
  }

  private deployment(pod: ReturnType<typeof podOf>): Emission['manifest'] {
    const { reader } = this;
    return deployment({
      name: this.fullname,
      namespace: this.namespace,
      labels: { ...this.labels, ...labelsAt(reader, ['deploymentLabels']) },
      annotations: annotationsAt(reader, ['deploymentAnnotations']),
    }, {
      replicas: reader.value('deployment', 'replicas') as number,
      selector: this.selector,
      podLabels: { ...this.selector, ...labelsAt(reader, ['deployment', 'labels'], this.selector) },
      podAnnotations: annotationsAt(reader, ['deployment', 'annotations']),
      pod,
    });
  }
}

/** What the API server refuses of a Service's ports. */
function checkPorts(reader: Reader, ports: readonly ServicePort[]): void {
  if (!reader.on('service', 'enabled')) return;
  ports.forEach(({ name, port, protocol = 'TCP' }, index) => {
    const at = (key: string) => ['service', 'ports', index, key];
    const before = ports.slice(0, index);
    if (ports.length > 1 && !name) reader.error(at('name'), 'the API server refuses several ports without names; name each');
    if (name && !isDnsLabel(name)) reader.error(at('name'), `got ${describe(name)}; allowed: a-z, 0-9 and "-", at most 63 characters`);
    if (name && before.some((one) => one.name === name)) {
      reader.error(at('name'), `two ports have the name ${show(name)}, and the API server refuses that; rename one`);
    }
    if (before.some((one) => one.port === port && (one.protocol ?? 'TCP') === protocol)) {
      reader.error(at('port'), `two ports have the number ${port}, and the API server refuses that; change one`);
    }
  });
}
