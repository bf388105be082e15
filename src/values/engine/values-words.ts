/** Terms of typed code: members of classes, props, constructs, enums. */
const TYPED_CODE = /\b[A-Z][a-z]\w*\.[A-Za-z_]+|\b(props?|constructs?|enum|cdk8s(-plus)?)\b|\ba member of\b|\bthe options\b/;

const QUOTED = /"(?:\\.|[^"\\])*"/g;

/** A clause ends with a mark and a space. Quoted text is the user's own, and is skipped. */
const CLAUSES = /(?:"(?:\\.|[^"\\])*"|[^;.?]|[;.?](?! ))+(?:[;.?] )?/g;

/** The message of a rule that typed code shares, for people who wrote values: its advice about classes and props is left out. */
export function inWordsOfValues(message: string): string {
  const clauses = message.match(CLAUSES) ?? [];
  const kept = clauses.filter((clause) => !TYPED_CODE.test(clause.replace(QUOTED, '""')));
  return kept.length && kept.length < clauses.length ? kept.join('').replace(/; $/, '').trimEnd() : message;
}
