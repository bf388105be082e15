import { checkTls } from './check-tls';
import { behaves, PeerPodsReading, WEBHOOK } from './input';
import { managerModel, proxyMetrics, resourcesOf } from './manager';
import { has } from '../../../common/private/free-keys';
import { WebhookModel } from '../../../peer-pods/internal';
import { describe } from '../../engine/findings';
import { checkName, nameAt } from '../../engine/names';
import { Reader } from '../../engine/reader';

/** The webhook that the values mean. */
export function webhookModel(reading: PeerPodsReading): WebhookModel {
  const { facts } = reading;
  const values = reading.values.section(WEBHOOK);
  const common = managerModel(reading, values);
  checkName(values, `${common.namePrefix}webhook-service`, ['namePrefix'], 'label');
  const target = values.section('webhook');
  const certManager = values.on('certManager', 'enabled');
  if (!certManager) {
    values.warn(['certManager', 'enabled'], 'nothing makes the certificate and tells the API server to trust it; until you do both, '
      + `${target.text('failurePolicy') === 'Ignore' ? 'pods are not changed' : 'no pod can be created'}`);
  }
  const defaults = facts.dependencies[WEBHOOK].values;
  const updates = behaves(facts, 'webhook-sees-updates');
  const replicas = values.scalar('replicas');
  return {
    ...common,
    program: 'peerpods-webhook',
    replicas: replicas === undefined ? undefined : Number(replicas),
    metrics: has(defaults, 'authProxy') ? proxyMetrics(reading, values, resourcesOf(values.section('authProxy'))) : { kind: 'built-in' },
    targetRuntimeClass: target.text('targetRuntimeClass') && nameAt(target, ['targetRuntimeClass']),
    extendedResource: extendedResourceOf(target),
    failurePolicy: target.text('failurePolicy'),
    ...(has(defaults, 'tlsMinVersion') ? tlsProfileOf(values) : {}),
    certificate: certManager ? { kind: 'cert-manager', inject: true } : { kind: 'provided' },
    certificateSecret: 'webhook-server-cert',
    readiness: behaves(facts, 'webhook-sees-all') ? 'page' : 'admission',
    configuration: behaves(facts, 'webhook-sees-all')
      ? { operations: ['CREATE', 'UPDATE'], matchRuntimeClass: false }
      : {
        operations: updates ? ['CREATE', 'UPDATE'] : ['CREATE'],
        scope: 'Namespaced',
        reinvocationPolicy: updates ? undefined : 'IfNeeded',
        excludedNamespaces: [common.namespace, 'kube-system'],
        matchRuntimeClass: false,
      },
    podAccess: true,
  };
}

function extendedResourceOf(target: Reader): string {
  const key = 'podVMExtendedResource';
  const name = target.unquoted(key);
  if (name && !/^[a-z0-9.-]+\/[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/.test(name) && !target.hasError(key)) {
    target.error([key], `got ${describe(target.value(key))}; allowed: a domain, "/" and a name, like "kata.peerpods.io/vm"`);
  }
  return name;
}

function tlsProfileOf(values: Reader): Pick<WebhookModel, 'tlsMinVersion' | 'tlsCipherSuites'> {
  const key = 'tlsCipherSuites';
  const suites = values.text(key).replace(/^ +| +$/g, ''); // as YAML reads what the template writes without quotes
  if (!/^[\w, ]*$/.test(suites)) {
    values.error([key], `got ${describe(values.value(key))}; allowed: names of cipher suites, separated by commas`);
  } else {
    values.checkUnquoted(suites, key);
    values.problems.push(...checkTls('webhook', values.place(key), values.text('tlsMinVersion'), suites));
  }
  return { tlsMinVersion: values.text('tlsMinVersion') || undefined, tlsCipherSuites: suites || undefined };
}
