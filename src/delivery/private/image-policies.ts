import { ApiObject, App } from 'cdk8s';
import { ImageRewriter, Rewritten } from './image-rewriter';
import { ConstructProblem, reportByConstruct } from '../../common/private/report-by-construct';

const policies = new WeakMap<App, ImageRewriter>();

/** What became of an object, if it is looked at: cdk8s asks for it often. */
const rewritten = new WeakMap<ApiObject, () => Rewritten<object>>();

/**
 * Has all objects of an app written by a policy. They are known when the app is validated, which cdk8s does before it writes.
 *
 * @returns whether the app had none
 */
export function applyPolicy(app: App, rewriter: ImageRewriter): boolean {
  if (policies.has(app)) return false;
  policies.set(app, rewriter);
  reportByConstruct(app, () => app.node.findAll().filter(ApiObject.isApiObject).flatMap((object) => (
    rewriting(object, rewriter)().problems.map((problem): ConstructProblem => [object, problem]))));
  return true;
}

/** The same policy for another app. */
export function samePolicy(from: App, to: App): void {
  const rewriter = policies.get(from);
  if (rewriter) applyPolicy(to, rewriter);
}

/** The images that an object names. */
export function imagesOf(object: ApiObject): readonly string[] {
  const rewriter = policies.get(object.node.root as App);
  return rewriter ? rewriting(object, rewriter)().images : [];
}

function rewriting(object: ApiObject, rewriter: ImageRewriter): () => Rewritten<object> {
  const known = rewritten.get(object);
  if (known) return known;
  const original = object.toJson.bind(object) as () => object;
  const rewrite = () => rewriter.rewrite(original());
  object.toJson = () => rewrite().manifest;
  rewritten.set(object, rewrite);
  return rewrite;
}
