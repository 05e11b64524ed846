// The plain rule a passphrase must meet before it is sent to the vault, which has the last word.
export const leastCharacters = 12

export const longEnough = (passphrase: string): boolean => [...passphrase.trim()].length >= leastCharacters
