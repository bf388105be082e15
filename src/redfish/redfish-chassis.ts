import { MACHINE_LABEL } from './catalogue/defaults';
import { checked } from '../common/private/checked';
import { sortedMap } from '../common/private/sorted-map';

/**
 * Which virtual machines of a namespace a chassis shows.
 *
 * It filters the lists of machines. It is not a security boundary: users can access other machines of the namespace by name.
 */
export class VirtualMachineSelector {
  /**
   * Machines that have all of these labels.
   *
   * @param labels in lower case: the server reads them so
   */
  public static labels(labels: { [label: string]: string }): VirtualMachineSelector {
    return new VirtualMachineSelector(labels, undefined);
  }

  /**
   * Machines of these names.
   *
   * @param names at least one
   */
  public static names(...names: string[]): VirtualMachineSelector {
    return new VirtualMachineSelector(undefined, names);
  }

  /**
   * Machines of these names that have all of these labels.
   *
   * @param names at least one
   * @param labels in lower case
   */
  public static namesWithLabels(names: string[], labels: { [label: string]: string }): VirtualMachineSelector {
    return new VirtualMachineSelector(labels, names);
  }

  /** Every machine of the namespace, also those that are made later. */
  public static all(): VirtualMachineSelector {
    return new VirtualMachineSelector(undefined, undefined);
  }

  /** Machines with the label `redfish-enabled: "true"`: owners of machines opt in. */
  public static optedIn(): VirtualMachineSelector {
    return VirtualMachineSelector.labels(MACHINE_LABEL);
  }

  /** @internal */
  public readonly _labels?: { readonly [label: string]: string };

  /** @internal */
  public readonly _names?: readonly string[];

  private constructor(labels: { [label: string]: string } | undefined, names: string[] | undefined) {
    this._labels = labels && sortedMap(labels);
    this._names = names;
  }
}

checked(VirtualMachineSelector, 'VirtualMachineSelector');

/** A chassis: machines of one namespace, as the server shows them. */
export interface RedfishChassis {
  /** Its name in URLs, `/redfish/v1/Chassis/<name>`: a-z, 0-9 and "-", at most 63 characters, each name once. */
  readonly name: string;

  /** The namespace of its machines. */
  readonly namespace: string;

  /**
   * A sentence for people.
   * @default - "Virtual machines of the namespace <namespace>"
   */
  readonly description?: string;

  /**
   * Which machines of the namespace.
   * @default - those that opted in: VirtualMachineSelector.optedIn()
   */
  readonly vmSelector?: VirtualMachineSelector;

  /**
   * The service account that the configuration names. The server insists on a name, and acts with its own account.
   * @default - the name of the server's own
   */
  readonly serviceAccountName?: string;

  /**
   * Whether that account is made, in the namespace of the chassis, without rights.
   * @default false
   */
  readonly createServiceAccount?: boolean;
}
