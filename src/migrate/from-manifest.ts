import { PlanObject } from '../plan/manifest';
import { planOf, PlannedChange } from '../plan/plan';

/** Labels and annotations of objects that tell Helm they are its own. */
const OF_HELM = /^(helm\.sh\/chart|app\.kubernetes\.io\/managed-by|heritage|chart|(meta\.)?helm\.sh\/.*)$/;

/** What a program changes in a cluster that a Helm release installed: nothing, but for what tells Helm its own objects. */
export function changesOf(live: readonly PlanObject[], objects: readonly object[], namespace: string): PlannedChange[] {
  const next = objects as readonly PlanObject[];
  const names = new Set(next.filter((one) => one.metadata.namespace === namespace).map(plainName));
  // Charts leave the namespace of the release out.
  const placed = live.map((one) => (one.metadata.namespace === undefined && names.has(plainName(one))
    ? { ...one, metadata: { ...one.metadata, namespace } } : one));
  return planOf(placed.map(withoutHelm), next.map(withoutHelm));
}

const plainName = ({ kind, metadata: { name } }: PlanObject) => `${kind} ${name}`;

function withoutHelm(object: PlanObject): PlanObject {
  const clean = (map: unknown) => {
    const entries = Object.entries((map ?? {}) as object).filter(([key]) => !OF_HELM.test(key));
    return entries.length ? Object.fromEntries(entries) as Record<string, string> : undefined;
  };
  const { labels, annotations, ...metadata } = object.metadata as PlanObject['metadata'] & { labels?: unknown; annotations?: unknown };
  const [ownLabels, ownAnnotations] = [clean(labels), clean(annotations)];
  const kept = { ...(ownLabels ? { labels: ownLabels } : {}), ...(ownAnnotations ? { annotations: ownAnnotations } : {}) };
  return { ...object, metadata: { ...metadata, ...kept } };
}
