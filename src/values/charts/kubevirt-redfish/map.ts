import type { ServicePort } from 'kubernetes-types/core/v1';
import { configurationOf } from './configuration';
import { podOf, withSecretFor } from './pod';
import { Printing } from './printing';
import { binding, clusterRole } from '../../../common/private/access-objects';
import type { Emission } from '../../../common/private/emission';
import { configMap, deployment, Meta, secret, service, serviceAccount } from '../../../common/private/manifest';
import { show } from '../../../common/private/redact';
import { isDnsLabel } from '../../../common/private/rules/names';
import { UNSAFE_INLINE } from '../../../common/private/unsafe-inline';
import { CLUSTER_RULES, Configuration, configurationText, route, securityContextConstraints } from '../../../redfish/internal';
import { ChartPlan, ReleaseContext, UserValues } from '../../chart-edition';
import { describe } from '../../engine/findings';
import { coalesce } from '../../engine/merge';
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
  const print = new Printing(values, user.sources);
  sections(print, facts);
  const made = new Objects(print, facts, releaseName);
  const objects = made.all();
  return {
    problems: [...problems, ...print.problems],
    parts: [{ construct: 'RedfishServer', configuration: made.configurationMade, objects }],
    objects: (phase) => (phase === 'install' ? objects : []),
  };
}

/** The maps that templates look into whatever else is on. */
function sections(print: Printing, facts: RedfishFacts): void {
  for (const path of ['global.image', 'deployment.container', 'service', 'route', 'configMap']) print.section(...path.split('.'));
  const rbac = print.section('rbac');
  if (rbac.enabled) for (const key of ['serviceAccount', 'clusterRole', 'clusterRoleBinding']) print.section('rbac', key);
  if (facts.scc) {
    const scc = print.section('rbac', 'scc');
    if (!rbac.enabled && (scc.enabled || scc.custom)) print.section('rbac', 'serviceAccount');
  }
}

/** The objects of a release. */
class Objects {
  /** What the server is told, once the objects are made. */
  public configurationMade?: Configuration;

  private readonly namespace: string;
  private readonly fullname: string;
  private readonly selector: Record<string, string>;
  private readonly labels: Record<string, string>;

  constructor(private readonly print: Printing, private readonly facts: RedfishFacts, releaseName: string) {
    const override = (key: string) => (typeof print.at([key]) === 'string' && print.at([key]) as string) || undefined;
    const name = override('nameOverride') ?? CHART;
    const full = override('fullnameOverride') ?? (releaseName.includes(name) ? releaseName : `${releaseName}-${name}`);
    this.namespace = print.name(['global', 'namespace'], 'label');
    this.fullname = cut(full);
    this.selector = { [SELECTOR_KEYS[0]]: cut(name), [SELECTOR_KEYS[1]]: releaseName };
    this.labels = { ...this.selector, 'app.kubernetes.io/version': facts.appVersion };
    print.checkPlain(this.fullname, [override('fullnameOverride') ? 'fullnameOverride' : '--release-name']);
    print.checkPlain(cut(name), ['nameOverride']);
    print.checkPlain(releaseName, ['--release-name']);
  }

  public all(): Emission[] {
    const { print } = this;
    const configuration = print.at(['configMap', 'enabled']) ? configurationOf(print, this.facts) : undefined;
    this.configurationMade = configuration;
    const users = configuration?.authentication?.users ?? [];
    const pod = podOf(print, print.at(['rbac', 'enabled']) ? this.accountName() : undefined);
    const moved = users.length ? print.at(['configMap', 'name']) as string : undefined;
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
      labels: { ...this.labels, ...this.print.texts(...path, 'labels') },
      annotations: this.print.texts(...path, 'annotations'),
    };
  }

  /** The helper of the templates: an account that exists may have no name, which means the default one. */
  private accountName(): string {
    const { print } = this;
    const path = ['rbac', 'serviceAccount', 'name'];
    if (!print.at(path)) return print.at(['rbac', 'serviceAccount', 'create']) ? this.fullname : 'default';
    return print.name(path);
  }

  private access(): Emission[] {
    const { print } = this;
    const found: Emission[] = [];
    const account = { name: this.accountName(), namespace: this.namespace };
    const clusterWide = (...path: string[]): Meta => ({ ...this.meta(print.name([...path, 'name'], 'rbac'), ...path), namespace: undefined, annotations: undefined });
    if (print.at(['rbac', 'enabled'])) {
      if (print.at(['rbac', 'serviceAccount', 'create'])) {
        found.push({ id: 'ServiceAccount', manifest: serviceAccount(this.meta(account.name, 'rbac', 'serviceAccount')) });
      }
      if (print.at(['rbac', 'clusterRole', 'create'])) {
        print.warn(['rbac', 'clusterRole', 'create'], 'the pod may read, make and delete the Secrets and pods of every namespace; '
          + 'set it to false, and bind the service account to a role of your own in the namespaces of the chassis');
        found.push({ id: 'ClusterRole', manifest: clusterRole(clusterWide('rbac', 'clusterRole'), CLUSTER_RULES) });
      }
      if (print.at(['rbac', 'clusterRoleBinding', 'create'])) {
        const roleRef = { kind: 'ClusterRole', name: print.name(['rbac', 'clusterRole', 'name'], 'rbac') };
        found.push({ id: 'ClusterRoleBinding', manifest: binding(clusterWide('rbac', 'clusterRoleBinding'), roleRef, account) });
      }
    }
    return [...found, ...(this.facts.scc ? this.openShift(account) : [])];
  }

  /** What the chart's Job would do with `oc`, which its image does not have. The binding does nothing elsewhere. */
  private openShift(account: { name: string; namespace: string }): Emission[] {
    const { print } = this;
    const scc = (...keys: string[]) => ['rbac', 'scc', ...keys];
    const found: Emission[] = [];
    if (print.at(scc('enabled'))) {
      const name = 'system:openshift:scc:restricted';
      const meta = { name, namespace: this.namespace, labels: this.labels };
      found.push({ id: 'RestrictedScc', manifest: binding(meta, { kind: 'ClusterRole', name }, account) });
    }
    if (print.at(scc('custom'))) {
      const range = (key: string) => ({ min: print.at(scc(key, 'min')) as number, max: print.at(scc(key, 'max')) as number });
      for (const key of ['runAsUser', 'fsGroup', 'supplementalGroups']) print.section(...scc(key));
      const meta = { ...this.meta(print.name(scc('customName')), ...scc()), namespace: undefined };
      found.push({
        id: 'SecurityContextConstraints',
        manifest: securityContextConstraints(meta, {
          priority: print.at(scc('priority')) as number | undefined,
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
    const meta = this.meta(this.print.name(['configMap', 'name']), 'configMap');
    const data = { 'config.yaml': text };
    const marked = { ...meta, annotations: { ...meta.annotations, [UNSAFE_INLINE]: 'true' } };
    return { id: 'Configuration', manifest: hidden ? secret(marked, data) : configMap(meta, data) };
  }

  private warnOfPasswords(users: readonly { username: string; password: string }[]): void {
    const { print } = this;
    print.warn(['authentication', 'users'], `the manifest contains the passwords in plain text; the chart's ConfigMap ${
      show(print.at(['configMap', 'name']))} became a Secret of the same name. Keep the manifest out of version control`);
    const { users: known } = this.facts.defaults.authentication as { users: readonly Values[] };
    users.forEach(({ username, password }, index) => {
      if (known.some((one) => one.username === username && one.password === password)) {
        print.warn(['authentication', 'users', index, 'password'], `the password of ${show(username)} is the chart's default, which is public; choose another`);
      }
    });
  }

  private services(): Emission[] {
    const { print } = this;
    const found: Emission[] = [];
    const type = print.at(['service', 'type']);
    const ports = print.list<ServicePort>('service', 'ports') ?? [];
    checkPorts(print, ports);
    const exposed = Boolean(print.at(['route', 'enabled']));
    if (print.at(['service', 'enabled'])) {
      found.push({
        id: 'Service',
        manifest: service(this.meta(this.fullname, 'service'), {
          ...(type ? { type: type as string } : {}), ...(ports.length ? { ports: ports as never } : {}), selector: this.selector,
        }),
      });
      if (this.fullname === `${CHART}-server`) {
        print.warn(['service'], `Kubernetes tells pods of a Service "${this.fullname}" in the variable KUBEVIRT_REDFISH_SERVER_PORT, `
          + 'by which the server overrides its port, and stops; take another release name or fullnameOverride');
      }
      if (!ports.length) {
        print.error(['service', 'ports'], 'the API server refuses a Service without ports; name one');
      } else if (exposed && !ports.some(({ name }) => name === 'http')) {
        print.warn(['service', 'ports'], 'the Route targets the port "http", and no port has this name; name one');
      }
    }
    if (!exposed && !type) print.error(['service', 'type'], 'the chart\'s notes need it where there is no Route; allowed: "ClusterIP", "NodePort", "LoadBalancer"');
    if (!exposed && type === 'LoadBalancer' && !ports.length) print.error(['service', 'ports'], 'the chart\'s notes need one; name one');
    if (exposed) found.push(this.route());
    return found;
  }

  private route(): Emission {
    const { print } = this;
    const path = ['route', 'host'];
    const host = print.plain(path);
    if (typeof print.at(path) !== 'string') print.error(path, 'allowed: the name of the host, or ""');
    if (host.endsWith('.apps.clustername.example.com')) print.warn(path, `${show(host)} is the chart's example; name your own host`);
    const tls = print.passed<{ termination?: string; insecureEdgeTerminationPolicy?: string }>('route', 'tls');
    if (!tls) print.warn(['route', 'tls'], 'passwords cross the network in plain text; set termination to edge');
    if (tls?.insecureEdgeTerminationPolicy === 'Allow') {
      print.warn(['route', 'tls', 'insecureEdgeTerminationPolicy'], 'passwords may cross the network in plain text; set it to Redirect');
    }
    if (tls?.insecureEdgeTerminationPolicy === 'Disable') {
      print.warn(['route', 'tls', 'insecureEdgeTerminationPolicy'], 'OpenShift says "None" for it, and refuses "Disable"; set it to None');
    }
    if (print.at(['route', 'tls', 'key'])) {
      print.warn(['route', 'tls', 'key'], 'the manifest contains the private key in plain text; leave it to the router, or name a Secret in externalCertificate');
    }
    const target = { host: host || undefined, service: this.fullname, port: 'http', tls };
    return { id: 'Route', manifest: route(this.meta(this.fullname, 'route'), target) };
  }

  private deployment(pod: ReturnType<typeof podOf>): Emission['manifest'] {
    const { print } = this;
    const podLabels = print.texts('deployment', 'labels') ?? {};
    for (const key of SELECTOR_KEYS.filter((one) => podLabels[one] !== undefined && podLabels[one] !== this.selector[one])) {
      print.error(['deployment', 'labels', key], `the Deployment finds its pods by this label, and the API server refuses another value than "${
        this.selector[key]}"; take another label`);
    }
    return deployment({
      name: this.fullname,
      namespace: this.namespace,
      labels: { ...this.labels, ...print.texts('deploymentLabels') },
      annotations: print.texts('deploymentAnnotations'),
    }, {
      replicas: print.at(['deployment', 'replicas']) as number,
      selector: this.selector,
      podLabels: { ...this.selector, ...podLabels },
      podAnnotations: print.texts('deployment', 'annotations'),
      pod,
    });
  }
}

/** What the API server refuses of a Service's ports. */
function checkPorts(print: Printing, ports: readonly ServicePort[]): void {
  if (!print.at(['service', 'enabled'])) return;
  ports.forEach(({ name, port, protocol = 'TCP' }, index) => {
    const at = (key: string) => ['service', 'ports', index, key];
    const before = ports.slice(0, index);
    if (ports.length > 1 && !name) print.error(at('name'), 'the API server refuses several ports without names; name each');
    if (name && !isDnsLabel(name)) print.error(at('name'), `got ${describe(name)}; allowed: a-z, 0-9 and "-", at most 63 characters`);
    if (name && before.some((one) => one.name === name)) {
      print.error(at('name'), `two ports have the name ${show(name)}, and the API server refuses that; rename one`);
    }
    if (before.some((one) => one.port === port && (one.protocol ?? 'TCP') === protocol)) {
      print.error(at('port'), `two ports have the number ${port}, and the API server refuses that; change one`);
    }
  });
}

const cut = (text: string) => text.slice(0, 63).replace(/-$/, '');
