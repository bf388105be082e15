import { Report } from './report';
import { KataLogLevel } from '../../kata-runtime-options';
import { KataModel } from '../model';

const SOCKET = /^unix:\/\/(\/[^/\s]+)+$/;
const SOCKET_IN_WORDS = 'unix:// and an absolute path';
const EXAMPLE = 'Like "unix:///run/containerd/containerd.sock".';

/** Rules on folders, files and sockets of nodes, and on what programs there are told. */
export function checkHost(model: KataModel, report: Report): void {
  checkPrefix(model, report);
  checkContainerd(model, report);
  checkMonitor(model, report);
  const levels: string[] = Object.values(KataLogLevel);
  if (model.logLevel && !levels.includes(model.logLevel)) {
    report.add('fatal', ['logLevel'], model.logLevel, levels.join(', '), 'kata-deploy stops at others. Take a member of KataLogLevel.');
  }
  if (model.devkit && !model.debug) {
    report.add('strict', ['devkit'], true, `false without ${report.path('debug')}`,
      `Set ${report.path('debug')} to true too: the shell is reached by the debug console.`);
  }
  if (model.nodeFeatures.rules && !model.nodeFeatures.present) {
    report.say('strict', ['nodeFeatures', 'rules'], 'confidential RuntimeClasses ask for keys that Node Feature Discovery must count; '
      + `without it in the cluster, no pod of theirs is scheduled. Install it, and set ${report.path('nodeFeatures', 'present')}.`);
  }
}

const isAbove = (path: string) => path.split('/').includes('..');

function checkPrefix({ installationPrefix: prefix, release }: KataModel, report: Report): void {
  if (!prefix || (/^(\/[A-Za-z0-9._-]+)+$/.test(prefix) && !isAbove(prefix))) return;
  // A script takes a slash at the end and doubles it; a binary takes any path that can be mounted.
  const works = release.interface === 'per-list' ? /^(\/[A-Za-z0-9._-]+)+\/+$/.test(prefix) && !isAbove(prefix)
    : prefix.startsWith('/') && !(release.hostAccess === 'folders' && (prefix.includes(':') || isAbove(prefix)));
  report.add(works ? 'strict' : 'fatal', ['installationPrefix'], prefix,
    'an absolute path of letters, digits, ".", "_" and "-", without ".." and a slash at its end, like "/var/opt"', 'Kata goes into <prefix>/opt/kata; leave it out for /opt/kata.');
}

function checkContainerd({ containerd }: KataModel, report: Report): void {
  const { configDir, configFileName } = containerd;
  if (!/^(\/[^/\s]+)+\/?$/.test(configDir) || isAbove(configDir)) {
    report.add(!configDir.startsWith('/') || isAbove(configDir) ? 'fatal' : 'strict', ['containerd', 'configDir'], configDir,
      'an absolute path without ".." and spaces, like "/etc/containerd/"', 'Give the folder on the nodes.');
  }
  const leaves = configFileName.includes('/') || ['.', '..'].includes(configFileName);
  if (leaves || /\s/.test(configFileName)) {
    report.add(leaves ? 'fatal' : 'strict', ['containerd', 'configFileName'], configFileName, 'the name of a file, without a folder',
      `The folder is ${report.path('containerd', 'configDir')}.`);
  }
}

function checkMonitor({ monitor }: KataModel, report: Report): void {
  if (!monitor) return;
  const { port, listenAddress, runtimeEndpoint } = monitor;
  if (port && listenAddress && !listenAddress.endsWith(`:${port}`)) {
    report.add('strict', ['monitor', 'listenAddress'], listenAddress, `an address with the port ${port}, like "0.0.0.0:${port}"`,
      `Set ${report.path('monitor', 'port')} to the same.`);
  }
  if (!SOCKET.test(runtimeEndpoint)) report.add('strict', ['monitor', 'runtimeEndpoint'], runtimeEndpoint, SOCKET_IN_WORDS, EXAMPLE);
}
