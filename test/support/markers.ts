/** A text that no message may have. */
export interface Secret {
  readonly text: string;
  /** What must not be printed. */
  readonly core: string;
  readonly wraps: readonly ((text: string) => unknown)[];
}

const alone = (text: string) => text;
const listed = (text: string) => [text];
const asKey = (text: string) => ({ [text]: text });

/** Nobody takes these for anything else: they may stand nowhere. */
export const SECRETS: readonly Secret[] = [
  { text: 'Zq8vR2mKx9TbLw4N', core: 'Zq8vR2', wraps: [alone] },
  { text: 'https://admin:Wq7LhushedPw@host.example.com/a?token=Tk3hushedTk', core: 'hushed', wraps: [alone, listed, asKey] },
  { text: '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAhushedKey\n-----END OPENSSH PRIVATE KEY-----\n', core: 'hushed', wraps: [alone, asKey] },
];

/** A word, which is a secret only where one stands. */
export const WORD: Secret = { text: 'winterhushed', core: 'hushed', wraps: [alone, listed] };
