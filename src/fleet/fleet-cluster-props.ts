import { FleetSelector } from './fleet-selector';
import { Architecture, KubernetesDistribution } from '../common';

/** Data of a cluster, or of a group of clusters. */
export interface FleetFacts {
  /**
   * The architectures of its nodes.
   * @default - x86_64
   */
  readonly architectures?: Architecture[];

  /**
   * The Kubernetes distribution.
   * @default - k8s
   */
  readonly distribution?: KubernetesDistribution;

  /**
   * The cloud or the kind of site: `aws`, `azure`, `bare-metal`. Any label value.
   * @default - none
   */
  readonly cloud?: string;

  /**
   * Other data for blueprints: strings, numbers, booleans, lists and maps. Put no secrets here.
   * @default - none
   */
  readonly facts?: { readonly [name: string]: any };
}

/** A cluster of a fleet, as data. */
export interface FleetClusterProps extends FleetFacts {
  /** Its name, unique in the fleet. It is the name of its folder, too: a DNS name. */
  readonly name: string;

  /**
   * Its labels, by which groups and blueprints select it.
   * @default - none
   */
  readonly labels?: { readonly [key: string]: string };
}

/** Data of all clusters that a selector selects. Data of a cluster itself takes precedence. */
export interface FleetGroup extends FleetFacts {
  /** Selects the clusters of the group by their labels. */
  readonly selector: FleetSelector;
}
