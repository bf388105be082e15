import { FleetSelector } from './fleet-selector';
import { Architecture, KubernetesDistribution } from '../common';
import { Recording } from './private/reads';
import { checked } from '../common/private/checked';
import { CocoError } from '../common/private/coco-error';
import { showKey } from '../common/private/redact';
import { didYouMean } from '../common/private/suggest';

/**
 * A cluster in a blueprint: its own data, merged with that of its groups.
 *
 * The fleet records what a blueprint reads. Clusters that agree on everything that was read share the manifests: read only what
 * matters. A blueprint that reads `name` shares nothing.
 */
export class FleetCluster {
  /** @internal */
  public static _of(recording: Recording): FleetCluster {
    return new FleetCluster(recording);
  }

  private constructor(private readonly recording: Recording) {}

  /** Its name. A blueprint that reads it is built for each cluster. */
  public get name(): string {
    return this.recording.answer({ what: 'name' }) as string;
  }

  /** The architectures of its nodes. */
  public get architectures(): Architecture[] {
    return [...this.recording.answer({ what: 'architectures' }) as Architecture[]];
  }

  /** Its Kubernetes distribution. */
  public get distribution(): KubernetesDistribution {
    return this.recording.answer({ what: 'distribution' }) as KubernetesDistribution;
  }

  /** Its cloud, or the kind of its site. */
  public get cloud(): string | undefined {
    return this.recording.answer({ what: 'cloud' }) as string | undefined;
  }

  /** All of its labels. `label()` and `matches()` read less. */
  public get labels(): { [key: string]: string } {
    return { ...this.recording.answer({ what: 'labels' }) as Record<string, string> };
  }

  /** All of its facts, which cannot be changed. `fact()` reads less. */
  public get facts(): { [name: string]: any } {
    return this.recording.answer({ what: 'facts' }) as Record<string, any>;
  }

  /** The value of one of its labels; nothing if it does not have the label. */
  public label(key: string): string | undefined {
    return this.recording.answer({ what: 'label', key }) as string | undefined;
  }

  /** Whether a selector selects it. */
  public matches(selector: FleetSelector): boolean {
    return this.recording.answer({ what: 'selected', selector }) as boolean;
  }

  /**
   * One of its facts.
   *
   * @throws if neither the cluster nor one of its groups has it
   */
  public fact(name: string): any {
    const value = this.tryFact(name);
    if (value !== undefined) return value;
    const near = didYouMean(name, Object.keys(this.recording.data.facts));
    throw new CocoError('FleetCluster.fact', `facts.${showKey(name)}: the cluster does not have this fact.${near ? ` Did you mean "${near}"?` : ''} `
      + 'Give it to the cluster or to one of its groups, or read it with tryFact().');
  }

  /** One of its facts; nothing if neither the cluster nor one of its groups has it. */
  public tryFact(name: string): any {
    return this.recording.answer({ what: 'fact', key: name });
  }
}

checked(FleetCluster, 'FleetCluster');
