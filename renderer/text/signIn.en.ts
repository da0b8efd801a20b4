/** signIn.en.ts — names and passwords of papers, in English. Its shape is the law for signIn.ja.ts. */
export const signInEn = {
  title: (name: string) => `Sign in to “${name}”`,
  intro: (host: string) => `${host} asks for a name and a password. They are sent to it alone.`,
  inTheClear: 'This address is not encrypted (http): others on the way can read what is sent.',
  user: 'Name',
  password: 'Password',
  forNow: 'For this session only',
  forNowHint: 'Forgotten when the program ends.',
  kept: 'The password is kept, encrypted by your system.',
  notKept: 'This system has no safe place for passwords: it is forgotten when the program ends.',
  signIn: 'Sign in',
  open: 'Sign in…',
}

export type SignInWords = typeof signInEn
