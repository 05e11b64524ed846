// The French list of BIP 39: 2,048 common words, none like another, told apart by their first four letters.
import { wordlist } from '@scure/bip39/wordlists/french.js'

export const frenchWords: readonly string[] = wordlist
