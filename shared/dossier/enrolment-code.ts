// The code of an enrolment link: 16 random bytes in base64url, shown once, in the link's fragment. Whoever makes one, the
// server knows only its hash.
import { encodeUtf8 } from 'lib0/string'
import { sha256Url } from './canonical.ts'

export const enrolmentCodeHash = (code: string): string => sha256Url(encodeUtf8(`morchid enrolment 1|${code}`))

/** For a link whose making is an act: from when the server first sees it. By the server's clock alone. */
export const minutesOfALink = 15
