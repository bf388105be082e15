import { KataDeployReading } from './input';
import { listedShims, words } from './lists';
import { has } from '../../../common/private/free-keys';
import { show, showKey } from '../../../common/private/redact';
import { KataModel, unknownShim } from '../../../kata/internal';
import { Finding, error, warning } from '../../engine/findings';

/** The lists of shims, each with its default one: those of all nodes, and of each architecture. */
const ENDINGS = ['', '_x86_64', '_aarch64', '_s390x', '_ppc64le'];

/** What the lists of 3.21.0 and 3.22.0 say that their model does not. */
export function checkLists(reader: KataDeployReading, model: KataModel, problems: Finding[]): void {
  if (model.release.interface !== 'per-list') return;
  checkKnown(reader, model, problems);
  checkMapping(reader, problems);
  checkDefaults(reader, problems);
}

/** A shim that the image does not have stops kata-deploy on every node; an image of the user's own may have it. */
function checkKnown({ values, facts: { release } }: KataDeployReading, { image }: KataModel, problems: Finding[]): void {
  const env = values.section('env');
  const isOwn = image !== `${release.image}:${release.version}`;
  for (const key of ENDINGS.map((ending) => `shims${ending}`)) {
    for (const name of words(env.text(key), /\s+/).filter((one) => !has(release.shims, one))) {
      const message = unknownShim(name, release);
      problems.push(isOwn ? warning(env.place(key), `${message} The image is your own, so it is taken as it is.`) : error(env.place(key), message));
    }
  }
}

/** Under containerd, kata-deploy stops on a mapping that names anything else than each installed shim once. */
function checkMapping(reader: KataDeployReading, problems: Finding[]): void {
  const env = reader.values.section('env');
  const installed = listedShims(reader);
  const mapping = words(env.text('snapshotterHandlerMapping'), /,/);
  const shimOf = (pair: string) => pair.slice(0, Math.max(0, pair.lastIndexOf(':')));
  const wrong = mapping.filter((pair, index) => !installed.includes(shimOf(pair)) || pair.endsWith(':')
    || mapping.findIndex((other) => shimOf(other) === shimOf(pair)) !== index);
  if (!wrong.length) return;
  problems.push(warning(env.place('snapshotterHandlerMapping'), 'kata-deploy stops on every node with containerd: '
    + `it takes "shim:snapshotter" once for each installed shim (${installed.map(showKey).join(', ')}), and here is also ${wrong.map(showKey).join(', ')}; set it to fit the shims`));
}

/** A default shim that is not installed leads nowhere. One that the user did not name matters only if it is used. */
function checkDefaults(reader: KataDeployReading, problems: Finding[]): void {
  const [env, given] = [reader.values.section('env'), reader.given.section('env')];
  const used = env.text('createDefaultRuntimeClass') === 'true';
  for (const ending of ENDINGS) {
    const [key, name] = [`defaultShim${ending}`, env.text(`defaultShim${ending}`)];
    const own = words(env.text(`shims${ending}`), /\s+/);
    const installed = own.length ? own : listedShims(reader);
    if (name && !installed.includes(name) && (used || given.has(key))) {
      problems.push(warning(env.place(key), `${show(name)} is not among the shims that are installed (${installed.map(showKey).join(', ')}); `
        + 'a default RuntimeClass would lead nowhere'));
    }
  }
  if (used && env.text('createRuntimeClasses') !== 'true') {
    problems.push(warning(env.place('createDefaultRuntimeClass'), `got true; allowed: false without ${env.place('createRuntimeClasses')}. No RuntimeClass is made.`));
  }
}
