import { join } from 'path';
import { pageWith, rewrite, table } from './markdown';
import { EXCEPTIONS } from '../test/hardening/exceptions';
import { RULES } from '../test/hardening/rules';

/** The page with the rules of hardening, and the exceptions. */
const PAGE = join(__dirname, '..', 'docs', 'hardening.md');

/** A row per exception, those by design first. */
function exceptionsTable(): string {
  const rows = [true, false].flatMap((byNature) => EXCEPTIONS.filter((one) => one.byNature === byNature));
  return table(['pods', 'rules that they break', 'by design', 'reason'], rows.map(({ what, rules, byNature, why }) => [
    what, rules.map((rule) => `\`${rule}\``).join(', '), byNature ? 'yes' : '', why,
  ]));
}

const rulesTable = () => table(['rule', 'requires'], Object.entries(RULES).map(([rule, asked]) => [`\`${rule}\``, asked]));

if (require.main === module) rewrite(PAGE, (page) => pageWith(pageWith(page, 'rules', rulesTable()), 'exceptions', exceptionsTable()));
