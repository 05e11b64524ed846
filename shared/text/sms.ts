// What a text costs as an SMS: its alphabet and in how many parts it travels (3GPP TS 23.038 §6.2.1, TS 23.040 §9.2.3.24).
// One letter outside the default alphabet (ê, ’, any Arabic) makes the whole message UCS-2, 70 letters instead of 160.

export interface Sms {
  readonly encoding: 'GSM-7' | 'UCS-2'
  /** Septets, or UTF-16 code units. */
  readonly units: number
  /** Units one part may hold, alone or, when there are more, joined. */
  readonly perPart: number
  readonly parts: number
}

const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
/** Each costs an escape besides itself. */
const extended = '\f^{}\\[~]|€'

export const smsOf = (text: string): Sms => {
  const letters = [...text]
  const isGsm = letters.every((letter) => basic.includes(letter) || extended.includes(letter))
  const units = isGsm ? letters.reduce((sum, letter) => sum + (basic.includes(letter) ? 1 : 2), 0) : text.length
  const [alone, joined] = isGsm ? [160, 153] : [70, 67]
  const parts = units <= alone ? 1 : Math.ceil(units / joined)
  return { encoding: isGsm ? 'GSM-7' : 'UCS-2', units, perPart: parts === 1 ? alone : joined, parts }
}
