// What a person pastes when asked for their enrolment link: the whole link, the part after `#`, or the bare code.
// Reads only; whether the code is good is for the server to say.

/** The code in `text`, or null when there is none. Codes are letters, digits, `-` and `_`, at least 6 of them. */
export const inviteCode = (text: string): string | null => {
  const bare = text.replace(/[\s\u200e\u200f\u2066-\u2069]/g, '')
  const link = /(?:^|[#&?])enrol=([^&#]*)/i.exec(bare)
  const code = link?.[1] ?? bare
  return /^[A-Za-z0-9_-]{6,64}$/.test(code) ? code : null
}

/** The code in the address bar (`#enrol=…`), or null. */
export const inviteInHash = (hash: string): string | null => (/enrol=/i.test(hash) ? inviteCode(hash) : null)
