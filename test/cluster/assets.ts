import * as fs from 'node:fs';
import * as path from 'node:path';
import { runCommand } from './command';
import { buildEngine, buildSimulation, buildWithGo, EngineProgram } from './go-build';
import { DEFAULT_MINOR, MINOR_VARIABLE } from './kubernetes';
import { UserError } from './user-error';

/** The programs of a control plane. */
export interface Assets {
  readonly etcd: string;
  readonly apiserver: string;
}

/** The programs that make a cluster with simulated nodes of a control plane. */
export interface Simulation {
  readonly controllerManager: string;
  readonly scheduler: string;
  readonly kwok: string;
}

const HOW_TO_GET_THEM = [
  `This needs the programs "etcd" and "kube-apiserver" (Kubernetes ${DEFAULT_MINOR}). Either`,
  '  - install Go 1.24 or newer: they are then built from their sources, once, and kept outside the repository; or',
  '  - point KUBEBUILDER_ASSETS at a folder with both, for example with controller-runtime\'s setup-envtest:',
  '      export KUBEBUILDER_ASSETS="$(setup-envtest use 1.34.x -p path)"',
].join('\n');

/**
 * Finds the programs: the folder that `KUBEBUILDER_ASSETS` names, else the cache, which Go fills.
 * A folder that is named but incomplete is an error, not a reason to look elsewhere: its owner wants those versions.
 */
export async function findAssets(say: (line: string) => void): Promise<Assets> {
  const named = process.env.KUBEBUILDER_ASSETS;
  if (named) {
    if (process.env[MINOR_VARIABLE]) throw new UserError(`KUBEBUILDER_ASSETS and ${MINOR_VARIABLE} both name a Kubernetes version: unset one.`);
    return fromDirectory(named, 'KUBEBUILDER_ASSETS');
  }
  const go = await runCommand('go', ['version'], {}, 60);
  if (!go.ok) {
    throw new UserError(`There is no usable "go" in PATH and KUBEBUILDER_ASSETS is not set.\n${HOW_TO_GET_THEM}`);
  }
  try {
    return fromDirectory(await buildWithGo(say), 'the cache');
  } catch (error) {
    throw error instanceof UserError ? new UserError(`${error.message}\n${HOW_TO_GET_THEM}`) : error;
  }
}

/** Builds the programs of a simulation, once. */
export async function findSimulation(say: (line: string) => void): Promise<Simulation> {
  const directory = await buildSimulation(say);
  const program = (name: string) => path.join(directory, name);
  return { controllerManager: program('kube-controller-manager'), scheduler: program('kube-scheduler'), kwok: program('kwok') };
}

/** Builds the program of an engine, once. */
export async function findEngine(name: EngineProgram, say: (line: string) => void): Promise<string> {
  return path.join(await buildEngine(name, say), name);
}

function fromDirectory(directory: string, origin: string): Assets {
  const program = (name: string) => {
    const file = path.join(directory, name);
    try {
      fs.accessSync(file, fs.constants.X_OK);
    } catch {
      throw new UserError(`${origin}: "${file}" does not exist or is not executable.\n${HOW_TO_GET_THEM}`);
    }
    return file;
  };
  return { etcd: program('etcd'), apiserver: program('kube-apiserver') };
}
