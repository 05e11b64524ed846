import { describe, expect, test } from 'vitest'
import { isVowelled, spokenArabic } from './voices-arabic.ts'

describe('Arabic for the engine', () => {
  test.each([
    ['an article is joined to a vowel before it', 'هَذِهِ الْوَثِيقَة', 'هَاذِهِلْوَثِيقَه'],
    ['a sun letter takes the place of the ل', 'تَعُودُ الشَّبَكَة', 'تَعُودُشَّبَكَه'],
    ['a sentence begins with its article in full', 'اَلْمَكْتَبُ مُغْلَق', 'أَلْمَكْتَبُ مُغْلَق'],
    ['and with its sun letter doubled', 'اَلثَّمَنُ', 'أَثَّمَنُ'],
    ['a long vowel is short before an article', 'فِي الْمَكْتَب', 'فِلْمَكْتَب'],
    ['after a consonant the article stays', 'مَنْ الْقَائِد', 'مَنْ الْقَائِد'],
    ['a pause keeps the article apart', 'نَعَمْ، الْمَكْتَب', 'نَعَمْ، أَلْمَكْتَب'],
    ['the alif of a plural is silent', 'اِسْمَعُوا', 'اِسْمَعُو'],
    ['the t of a last word is not said, that of a word that goes on is', 'وَرَقَةُ الْعَائِلَة', 'وَرَقَةُلْعَائِلَه'],
    ['the article after بِ loses its alif', 'بِالْأُصْبُع', 'بِلْأُصْبُع'],
    ['a joining alif goes after a vowel', 'مَا هُوَ اسْمُكُمْ', 'مَا هُوَسْمُكُمْ'],
    ['the name in "the name" keeps its kasra', 'هُوَ الِاسْمُ', 'هُوَلِسْمُ'],
    ['a final vowel is not said before a pause', 'تُرِيدُونَ؟', 'تُرِيدُون؟'],
  ])('%s', (_, written, said) => {
    // Compared as the engine gets it: the shadda before the vowel.
    const shaddaFirst = said.normalize('NFC').replace(/([\u064b-\u0650])\u0651/gu, '\u0651$1')
    expect(spokenArabic(written)).toBe(shaddaFirst)
  })
})

describe('vowels', () => {
  test('are asked of every word of four letters or more', () => {
    expect(isVowelled('هَلْ هَذِهِ الْوَثِيقَةُ مَعَكُمْ؟')).toBe(true)
    expect(isVowelled('هل هذه الوثيقة معكم؟')).toBe(false)
    expect(isVowelled('لَا أَعْرِف المكتب')).toBe(false)
    expect(isVowelled('من')).toBe(true)
  })
})
