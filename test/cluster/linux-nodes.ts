import { KubeObject } from './objects';
import { isOnLinux, podsIn } from '../hardening/rules';
import { exceptionFor } from '../hardening/verdict';

/** Pods that may be sent to nodes without Linux, beside those in test/hardening/exceptions.ts, and why that is right. */
const REASONS: readonly { readonly suites?: RegExp; readonly objects: RegExp; readonly why: string }[] = [
  {
    objects: /^DaemonSet .*-cleanup$/,
    why: 'it selects nodes by the label of kata-deploy, which no other node has',
  },
  {
    suites: /3\.2[12]\.0|every release/,
    objects: /^DaemonSet .*(kata-deploy(-3-2[12]-0|-second)?|kata-as-coco-runtime)$/,
    why: 'releases before 3.23.0 select the nodes that users say, as docs/kata-runtime.md has it',
  },
  { suites: /^workloads/, objects: /preset-/, why: 'a workload of the user' },
];

/** The pods of a suite that neither select Linux nodes nor have a reason. */
export function notOnLinux(suite: string, objects: readonly KubeObject[]): string[] {
  return podsIn(objects).filter(({ name, spec }) => !isOnLinux(spec)
    && !exceptionFor({ object: name, container: '', rule: 'linux' })
    && !REASONS.some((one) => (one.suites?.test(suite) ?? true) && one.objects.test(name))).map(({ name }) => `${suite}: ${name}`);
}
