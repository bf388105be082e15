import { YAMLError } from 'yaml';
import { HIDDEN, withoutQuotes } from '../../common/private/redact';

/**
 * The parser's messages in plain words. Those that quote the file are cut: what they quote may be a password.
 *
 * @param rest what becomes of what stands behind the end of a document
 */
export function syntaxMessage(cause: YAMLError, rest = ''): string {
  const original = cause.message.split('\n')[0];
  switch (cause.code) {
    case 'TAB_AS_INDENT': return 'a tab is used for indentation; YAML allows only spaces there';
    case 'BLOCK_AS_IMPLICIT_KEY': return 'a value contains a second ": "; quote the value, or start a new line';
    case 'BAD_SCALAR_START': return 'a string starts with a character that YAML reserves; quote the string';
    case 'DUPLICATE_KEY': return 'a map has this key already; keep one of them';
    case 'RESOURCE_EXHAUSTION': return 'the maps and lists are nested too deeply';
  }
  if (original.endsWith(' at node end')) { // libraries end the document here, and some never look at the rest
    return `a line is indented less than the first one, or follows a closed map or list${rest}`;
  }
  if (original.startsWith('Missing closing')) {
    return 'a quoted string has no closing quote, or continues on a line that is not indented; close it, or indent the line';
  }
  if (original.includes('must be sufficiently indented')) {
    return 'a "[" or "{" has no end, or what it holds is indented less than its key; close it, or indent the lines';
  }
  return `not YAML: ${withoutQuotes(original.replace(/(?<! ): .*$/, '')).replace(/[!&*%][^\s)]+/g, HIDDEN)}`;
}
