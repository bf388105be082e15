import { imageOf } from './kata-runtime';
import { Outcome, Piece, placed } from './piece';
import { call, quoted } from './source';
import { defined, Made } from './tree';
import type { NodeGate } from '../common';
import { Problems } from '../common/private/problems';
import { ContainerdTarball, CustomContainerdInstallerProps } from '../containerd';
import { check, cleanupDaemonSet, installerDaemonSet, resolve } from '../containerd/internal';

/**
 * The construct for another containerd.
 *
 * @param gates what its pods wait for while it is removed
 */
export function containerdInstaller(props: CustomContainerdInstallerProps, namespace: string, gates: readonly NodeGate[]): Piece {
  const { tarballs, image, tolerations, ...rest } = props;
  const tree = defined({
    ...rest,
    tarballs: tarballs.map(tarball),
    tolerations: tolerations?.map((one) => defined({ ...one })),
    image: image && imageOf(image.reference),
  });
  return {
    variable: 'containerd',
    className: 'CustomContainerdInstaller',
    id: 'Containerd',
    namespace,
    tree,
    kept: ['tarballs'],
    make: (given: CustomContainerdInstallerProps) => outcome(given, namespace, gates),
  };
}

/** The chart knows no checksum of a tarball. */
function tarball({ url = '', architecture }: ContainerdTarball): Made {
  const make = (options: object) => ContainerdTarball.unsafeWithoutChecksum(url, architecture, options);
  return new Made({ unsafeUrlInPlainText: true }, make, (options, writer) => call(
    `${writer.use('ContainerdTarball')}.unsafeWithoutChecksum`,
    quoted(url),
    ...(architecture ? [writer.value(architecture)] : options ? ['undefined'] : []),
    ...(options ? [options] : []),
  ));
}

function outcome(props: CustomContainerdInstallerProps, namespace: string, gates: readonly NodeGate[]): Outcome {
  const problems = new Problems();
  check(props, problems);
  if (problems.all.length) return { refused: problems.all.map(({ path }) => path), install: [], uninstall: [] };
  return {
    refused: [],
    install: placed([{ id: 'Resource', manifest: installerDaemonSet(resolve(props), namespace) }]),
    uninstall: placed([{ id: 'Resource', manifest: cleanupDaemonSet(resolve(props), namespace, gates) }]),
  };
}
