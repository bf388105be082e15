import { behaves, PeerPodsInput } from './edition-facts';
import { WEBHOOK } from './keys';
import { managerSettings, proxyMetrics, resourcesOf } from './manager';
import { checkName, checkServiceName, unquoted } from './quoting';
import { sectionOf } from './sections';
import { tlsProblems } from './tls';
import { has } from '../../../common/private/free-keys';
import { show } from '../../../common/private/redact';
import { WebhookSettings } from '../../../peer-pods/internal';
import { error, Finding, warning } from '../../engine/findings';
import { isTrue } from '../../engine/reader';
import { readPlain } from '../../engine/scalar';
import { templateText } from '../../engine/template-text';

/** What the values say of the webhook. */
export interface WebhookPlan {
  readonly settings: WebhookSettings;
  readonly problems: readonly Finding[];
}

/** The webhook that the values mean. */
export function planWebhook(input: PeerPodsInput): WebhookPlan {
  const { facts, values, user } = input;
  const problems: Finding[] = [];
  const common = managerSettings(input, WEBHOOK, problems);
  checkServiceName(`${common.namePrefix}webhook-service`, `${WEBHOOK}.namePrefix`, problems);
  const own = sectionOf(values, WEBHOOK);
  const target = sectionOf(own, 'webhook');
  const text = (key: string) => unquoted(target[key], `${WEBHOOK}.webhook.${key}`, user.sources, problems);
  const targetRuntimeClass = text('targetRuntimeClass');
  if (targetRuntimeClass) checkName(targetRuntimeClass, `${WEBHOOK}.webhook.targetRuntimeClass`, problems);
  const extendedResource = text('podVMExtendedResource');
  if (extendedResource && !/^[a-z0-9.-]+\/[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/.test(extendedResource)) {
    problems.push(error(`${WEBHOOK}.webhook.podVMExtendedResource`, `got ${show(extendedResource)}; allowed: a domain, "/" and a name, like "kata.peerpods.io/vm"`));
  }
  const certManager = isTrue(sectionOf(own, 'certManager').enabled);
  if (!certManager) {
    problems.push(warning(`${WEBHOOK}.certManager.enabled`, 'nothing makes the certificate and tells the API server to trust it; until you do both, '
      + `${target.failurePolicy === 'Ignore' ? 'pods are not changed' : 'no pod can be created'}`));
  }
  const tls = (key: string) => unquoted(own[key], `${WEBHOOK}.${key}`, user.sources, problems) || undefined;
  const defaults = facts.dependencies[WEBHOOK].values;
  const tlsMinVersion = has(defaults, 'tlsMinVersion') ? tls('tlsMinVersion') : undefined;
  const tlsCipherSuites = has(defaults, 'tlsCipherSuites') ? tls('tlsCipherSuites') : undefined;
  if (tlsCipherSuites && !/^[\w, ]+$/.test(tlsCipherSuites)) {
    problems.push(error(`${WEBHOOK}.tlsCipherSuites`, `got ${show(tlsCipherSuites)}; allowed: names of cipher suites, separated by commas`));
  } else {
    problems.push(...tlsProblems('webhook', `${WEBHOOK}.tlsCipherSuites`, tlsMinVersion, tlsCipherSuites));
  }
  const updates = behaves(facts, 'webhook-sees-updates');
  const replicas = templateText(own.replicas, `${WEBHOOK}.replicas`, user.sources, problems);
  const settings: WebhookSettings = {
    ...common,
    program: 'peerpods-webhook',
    replicas: replicas === '' ? undefined : Number(readPlain(replicas).value), // without quotes, so "010" is eight
    metrics: has(defaults, 'authProxy')
      ? proxyMetrics(input, WEBHOOK, resourcesOf(sectionOf(own, 'authProxy')), problems)
      : { kind: 'built-in' },
    targetRuntimeClass,
    extendedResource,
    failurePolicy: String(target.failurePolicy),
    tlsMinVersion,
    tlsCipherSuites,
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
  return { settings, problems };
}
