import { show } from '../../../common/private/redact';
import { AdaptorModel, ControllerModel, NAMES, WebhookModel } from '../../../peer-pods/internal';
import { error, Finding, warning } from '../../engine/findings';

/** What is wrong between the parts: each by itself may be right. */
export function partProblems(adaptor: AdaptorModel, controller?: ControllerModel, webhook?: WebhookModel): Finding[] {
  const problems: Finding[] = [];
  if (controller && webhook && controller.namePrefix === webhook.namePrefix) {
    problems.push(error('webhook.namePrefix', `${show(webhook.namePrefix)} is also resourceCtrl.namePrefix, so two objects would have one name; take another one`));
  }
  if (controller && webhook && controller.namespace === webhook.namespace) {
    problems.push(warning('webhook', `its Service also finds the pods of the resource controller, which is in the namespace ${show(webhook.namespace)}, too; `
      + 'some calls then fail, and with them the creation of pods; give the webhook a namespace of its own'));
  }
  if (controller && controller.namespace !== adaptor.namespace) {
    problems.push(warning('resourceCtrl.namespace', `the resource controller reads ${adaptor.access.configMap} in ${show(controller.namespace)}, `
      + `and the adaptor's is in ${show(adaptor.namespace)}; it cannot delete VMs`));
  }
  const secret = adaptor.access.secret;
  if (controller && secret !== undefined && secret !== controller.access.secret) {
    problems.push(warning('secrets.existingSecretName', `the resource controller reads the Secret ${NAMES.secret} only, as in the chart; `
      + `without one it cannot delete the VMs; call yours ${NAMES.secret}`));
  }
  return problems;
}
