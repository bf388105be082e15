const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * A text on one line that a terminal cannot take for a command: control characters, line breaks, marks that turn the direction of
 * writing, and other characters that nobody sees are escaped as JavaScript writes them (`\u001b`).
 *
 * @param longest the number of characters that are kept
 */
export function printable(text: string, longest = Infinity): string {
  const cut = text.length > longest ? `${text.slice(0, longest)}...` : text;
  return cut.replace(INVISIBLE, escaped);
}

function escaped(character: string): string {
  const code = character.codePointAt(0)!;
  return SHORT[character] ?? (code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`);
}
