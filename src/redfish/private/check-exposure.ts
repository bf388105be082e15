import { isIpv4, isIpv6 } from './address';
import { Problems } from '../../common/private/problems';
import { checkAnnotations, checkLabels } from '../../common/private/rules/labels';
import { isDnsLabel, isDnsName } from '../../common/private/rules/names';
import { checkSecretSource } from '../../common/private/secret-source-rules';
import { TLS_CERTIFICATE, TLS_KEY } from '../catalogue/defaults';
import { RedfishClient } from '../redfish-client';
import { RedfishGatewayOptions, RedfishNodePortOptions, RedfishRouteOptions, RouteTermination } from '../redfish-exposure';
import { RedfishServerProps } from '../redfish-server-props';
import { RedfishTls } from '../redfish-tls';

/** Rules on the way to the server: who may come, and where the encryption ends. */
export function checkExposure(props: RedfishServerProps, problems: Problems): void {
  const { tls, exposure, clients } = props;
  checkTls(tls, problems);
  const { host, route, ingress, gateway, loadBalancer, nodePort } = exposure?._kind ?? {};
  const named = route || ingress || gateway;
  if (named || host !== undefined) checkHost('exposure host', host, problems);
  if (named && isIpv4(host ?? '')) {
    problems.add('exposure host', host, 'a name: Routes, Ingresses and HTTPRoutes take no address', 'Give it a name in DNS.');
  }
  if (route) checkRoute(route, tls, problems);
  if (gateway) checkGateway(gateway, tls, problems);
  const names = {
    ingressClassName: ingress?.ingressClassName,
    tlsSecretName: ingress?.tlsSecretName,
    controllerNamespace: (ingress ?? gateway)?.controllerNamespace,
  };
  for (const [name, value] of Object.entries(names)) checkObjectName(`exposure.${name}`, value, problems);
  const open = loadBalancer ?? nodePort;
  if (open) checkOpen(open, tls, problems);
  (clients ?? []).forEach((one, index) => checkClient(one, `clients[${index}]`, problems));
  for (const way of [route, ingress, gateway, open]) checkAnnotations('exposure.annotations', way?.annotations, problems);
}

/** What is left out here would leave a selector without conditions, which is everyone. */
function checkClient({ _kind: { kind, namespace, podLabels, cidr } }: RedfishClient, prop: string, problems: Problems): void {
  if (kind === 'cidr') checkNetwork(prop, cidr, problems);
  if (kind !== 'namespace' && kind !== 'pods') return;
  if (!isDnsLabel(namespace ?? '')) {
    problems.add(prop, namespace, 'the name of a namespace', 'Take it from kubectl get namespaces.');
  }
  if (kind === 'namespace') return;
  if (!Object.keys(podLabels ?? {}).length) {
    problems.add(prop, podLabels, 'at least one label', 'RedfishClient.namespace() takes every pod of a namespace.');
  } else {
    checkLabels(prop, podLabels, problems);
  }
}

function checkTls(tls: RedfishTls | undefined, problems: Problems): void {
  const { secret, certManager, serviceCa } = tls?._kind ?? {};
  if (tls && !serviceCa && !certManager) checkSecretSource(secret, { prop: 'tls', keys: [TLS_CERTIFICATE, TLS_KEY] }, problems);
  if (!certManager) return;
  const { issuerName, issuerKind, issuerGroup } = certManager;
  if (!issuerName) problems.add('tls.issuerName', issuerName, 'the name of an issuer', 'Take it from kubectl get clusterissuers.');
  for (const [name, value] of Object.entries({ issuerName: issuerName || undefined, issuerGroup })) checkObjectName(`tls.${name}`, value, problems);
  if (issuerKind !== undefined && !/^[A-Za-z][A-Za-z0-9]*$/.test(issuerKind)) {
    problems.add('tls.issuerKind', issuerKind, 'the kind of an issuer, like "Issuer"', 'Leave it out for ClusterIssuer.');
  }
  (certManager.dnsNames ?? []).forEach((one, index) => checkHost(`tls.dnsNames[${index}]`, one.replace(/^\*\./, ''), problems));
  const hours = certManager.duration?.toHours({ integral: false });
  if (hours !== undefined && hours < 1) problems.addSentence('tls.duration', `got ${hours} hours; allowed: at least one, as cert-manager says. Take Duration.days(90).`);
}

function checkRoute(route: RedfishRouteOptions, tls: RedfishTls | undefined, problems: Problems): void {
  const { termination, destinationCaCertificate: ca } = route;
  if (tls && termination === RouteTermination.EDGE) {
    problems.addSentence('exposure.termination', 'got edge, where the router speaks plain HTTP to the pod, and the server has TLS. '
      + 'Take RouteTermination.REENCRYPT, or leave `tls` out.');
  }
  if (!tls && termination !== undefined && termination !== RouteTermination.EDGE) {
    problems.addSentence('exposure.termination', `got ${termination}, where the router speaks TLS to the pod, and the server has none. `
      + 'Give it a certificate with `tls`, or take RouteTermination.EDGE.');
  }
  const reencrypt = tls && (termination === undefined || termination === RouteTermination.REENCRYPT);
  if (reencrypt && !tls._kind.serviceCa && !ca) {
    problems.addSentence('exposure.destinationCaCertificate', 'got nothing, and routers trust only OpenShift\'s own authority; '
      + 'allowed: the certificate of the authority that signed the server\'s. Give it, or take RedfishTls.serviceCa().');
  }
  if (ca !== undefined && !/^-----BEGIN CERTIFICATE-----\n[^]+-----END CERTIFICATE-----\s*$/.test(ca)) {
    problems.addHidden('exposure.destinationCaCertificate', 'certificates in PEM', 'It starts with -----BEGIN CERTIFICATE-----.');
  } else if (ca?.includes('PRIVATE KEY')) {
    problems.addHidden('exposure.destinationCaCertificate', 'certificates only', 'Remove the private key: it would be in the manifest.');
  }
  if (ca !== undefined && !reencrypt) {
    problems.addSentence('exposure.destinationCaCertificate', 'is for RouteTermination.REENCRYPT only. Leave it out.');
  }
}

function checkGateway(gateway: RedfishGatewayOptions, tls: RedfishTls | undefined, problems: Problems): void {
  const { gatewayName, gatewayNamespace, sectionName, backendCaConfigMap } = gateway;
  for (const [name, value] of Object.entries({ gatewayName, gatewayNamespace, sectionName, backendCaConfigMap })) {
    checkObjectName(`exposure.${name}`, value, problems);
  }
  if (tls && !backendCaConfigMap) {
    problems.addSentence('exposure.backendCaConfigMap', 'got nothing, and the gateway has to check the server\'s certificate; allowed: the name of a ConfigMap '
      + 'with the key ca.crt. Name it, or leave `tls` out.');
  }
  if (!tls && backendCaConfigMap) {
    problems.addSentence('exposure.backendCaConfigMap', 'is for a server with TLS. Leave it out, or give it a certificate with `tls`.');
  }
}

/** Ways without anything in front of the pod that could speak TLS for it. */
function checkOpen(options: RedfishNodePortOptions, tls: RedfishTls | undefined, problems: Problems): void {
  const { sourceRanges, unsafeWithoutTls, nodePort } = options;
  if (!tls && !unsafeWithoutTls) {
    problems.addSentence('tls', 'got nothing, and clients would send passwords in plain text over the network. '
      + 'Give the server a certificate, or say `unsafeWithoutTls` in the exposure.');
  }
  (sourceRanges ?? []).forEach((one, index) => checkNetwork(`exposure.sourceRanges[${index}]`, one, problems));
  if (nodePort !== undefined && !(nodePort >= 1 && nodePort <= 65535)) {
    problems.add('exposure.nodePort', nodePort, 'a port of the cluster\'s range, 30000 to 32767 by default', 'Leave it out to have one chosen.');
  }
}

function checkNetwork(prop: string, cidr: unknown, problems: Problems): void {
  const [, address, length] = /^([0-9a-fA-F.:]+)\/(0|[1-9]\d{0,2})$/.exec(typeof cidr === 'string' ? cidr : '') ?? [];
  const longest = isIpv4(address ?? '') ? 32 : isIpv6(address ?? '') ? 128 : -1;
  if (!(Number(length) <= longest)) {
    const bare = typeof cidr === 'string' && isIpv4(cidr);
    problems.add(prop, cidr, 'a network, like "10.0.0.0/8"', bare ? `Did you mean "${cidr}/32"?` : 'An address needs the length of its prefix.');
  }
}

function checkHost(prop: string, host: unknown, problems: Problems): void {
  if (typeof host === 'string' && host.length <= 253 && isDnsName(host)) return;
  const url = typeof host === 'string' ? /^https?:\/\/([^/:]+)/.exec(host)?.[1] : undefined;
  problems.add(prop, host, 'the name of a host, like "redfish.example.com"', url ? `Did you mean "${url}"?` : 'Leave scheme, port and path out.');
}

function checkObjectName(prop: string, value: string | undefined, problems: Problems): void {
  if (value !== undefined && !isDnsName(value)) problems.add(prop, value, 'the name of an object: a-z, 0-9, "-" and "."', 'Take it from kubectl get.');
}
