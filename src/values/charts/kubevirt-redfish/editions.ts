import { CHART, planRedfish, RedfishFacts } from './map';
import { kubevirtRedfish } from './schema';
import { has } from '../../../common/private/free-keys';
import { ChartEdition } from '../../chart-edition';
import { appVersionOf, defaultsOf, EditionDocument } from '../../editions/edition-document';
import { editionDocument } from '../../editions/edition-store';
import { isMap, Values } from '../../engine/tree';

/** An edition of the chart. */
export function redfishEdition(version: string, document: EditionDocument = editionDocument(CHART, version)): ChartEdition {
  const { values } = document;
  const facts: RedfishFacts = {
    defaults: defaultsOf(document),
    appVersion: appVersionOf(document),
    scc: hasKey(values.rbac, 'scc'),
    helperImage: hasKey(values.datavolume, 'helper_image'),
    systemIdConvention: hasKey(values.server, 'system_id_convention'),
  };
  return { schema: kubevirtRedfish(facts), plan: (user, context) => planRedfish(facts, user, context) };
}

const hasKey = (section: Values[string], key: string) => isMap(section) && has(section, key);
