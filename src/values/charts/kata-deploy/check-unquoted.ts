import { KataDeployReading } from './input';
import { KataModel } from '../../../kata/internal';
import { error, Finding } from '../../engine/findings';
import { unquotedKeyProblem, unquotedTextProblem } from '../../engine/unquoted-text';

/** What templates write without quotes, and YAML reads as something else. */
export function checkUnquoted({ values, name }: KataDeployReading, model: KataModel, problems: Finding[]): void {
  const { identity, mode, release, runtimeClasses, shims, verification } = model;
  const report = (problem: string | undefined, place: string) => {
    if (problem) problems.push(error(place, problem));
  };
  if (values.section('env').value('multiInstallSuffix') === 0) {
    report('templates take the number 0 for no suffix; quote it: "0"', values.section('env').place('multiInstallSuffix'));
  }
  const isNamed = identity.name !== name && (!!verification || mode === 'job' || release.state);
  if (isNamed) report(unquotedTextProblem(identity.name), values.place('nameOverride'));
  if (!runtimeClasses) return;
  if (runtimeClasses.defaultShim !== undefined) {
    report(unquotedTextProblem(runtimeClasses.defaultName), values.section('runtimeClasses').place('defaultName'));
  }
  for (const shim of shims.filter(({ overhead }) => overhead)) {
    const selector = values.section('shims').section(shim.name).section('runtimeClass').section('nodeSelector');
    for (const key of Object.keys(shim.runtimeClassNodeSelector)) report(unquotedKeyProblem(key), selector.place(key));
  }
}
