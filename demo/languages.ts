// Languages children and families of the demonstration speak at home, more than 120 of them, with the group of names each goes with.
import type { Random } from '../src/lib/random.ts'
import type { Culture } from './fictional-names.ts'

const byCulture: Readonly<Record<Culture, string>> = {
  english: 'English; Irish; Welsh; Scots; Scottish Gaelic; British Sign Language; Afrikaans',
  caribbean: 'English; Jamaican Patois; Haitian Creole; Antillean Creole; Guyanese Creole; Papiamento; Sranan Tongo',
  westAfrican:
    'English; Yoruba; Twi; Igbo; Krio; French; Hausa; Fante; Ga; Ewe; Edo; Wolof; Mandinka; Temne; Mende; Fula; Bambara; Lingala; Swahili; Kinyarwanda; Luganda; Shona; Ndebele; Kikongo; Bemba; Chichewa; Zulu; Xhosa; Acholi; Urhobo; Kirundi; Susu',
  southAsian:
    'English; Urdu; Bengali; Sylheti; Panjabi; Tamil; Gujarati; Hindi; Nepali; Sinhala; Malayalam; Telugu; Pahari-Potwari; Marathi; Kannada; Konkani; Divehi; Saraiki; Sindhi; Odia',
  hornOfAfrica: 'Somali; Tigrinya; Amharic; Oromo; Arabic; Tigre; Afar; Harari; Bravanese',
  arabic:
    'Arabic; Sorani Kurdish; Kurmanji Kurdish; Turkish; Persian; Tamazight; Azerbaijani; Assyrian Neo-Aramaic; Hebrew; Armenian',
  afghan: 'Pashto; Dari; Uzbek; Hazaragi; Turkmen; Baluchi; Pashayi; Tajik; Uyghur',
  eastAsian:
    'Cantonese; Mandarin; Vietnamese; Korean; Tagalog; Japanese; Thai; Hakka; Malay; Indonesian; Burmese; Khmer; Lao; Ilocano; Cebuano; Mongolian; Tibetan; Hokkien',
  european:
    'Polish; Romanian; Albanian; Italian; Lithuanian; Bulgarian; Russian; Ukrainian; Greek; Hungarian; German; Slovak; Czech; Latvian; Bosnian; Serbian; Croatian; Romani; Georgian; Dutch; Swedish; Macedonian; Estonian; Maltese; Slovene; Chechen; Finnish; Danish; Catalan; Basque; Norwegian',
  latin: 'Spanish; Portuguese; Brazilian Portuguese; Galician; Quechua; Guarani; Cape Verdean Creole; Aymara',
}

export const languagesOf: Readonly<Record<Culture, readonly string[]>> = Object.fromEntries(
  Object.entries(byCulture).map(([culture, text]) => [culture, text.split('; ')]),
) as unknown as Record<Culture, string[]>

/** Each language once, with the first group of names that goes with it. */
export const allLanguages: readonly { language: string; culture: Culture }[] = (() => {
  const seen = new Map<string, Culture>()
  for (const [culture, languages] of Object.entries(languagesOf) as [Culture, readonly string[]][]) {
    for (const language of languages) if (!seen.has(language)) seen.set(language, culture)
  }
  return [...seen].map(([language, culture]) => ({ language, culture }))
})()

/** Share of families of a culture who speak English first; the rest speak the others, the earlier in the list the oftener. */
const englishShare: Readonly<Record<Culture, number>> = {
  english: 0.995,
  caribbean: 0.95,
  westAfrican: 0.62,
  southAsian: 0.48,
  hornOfAfrica: 0.2,
  arabic: 0.22,
  afghan: 0,
  eastAsian: 0.3,
  european: 0.25,
  latin: 0.2,
}

export const languageFor = (random: Random, culture: Culture): string => {
  if (random.next() < englishShare[culture]) return 'English'
  const others = languagesOf[culture]
  const from = others[0] === 'English' ? 1 : 0
  return others[from + Math.floor(random.next() ** 2.4 * (others.length - from))] as string
}

/** Ethnicity codes of the school census by culture, the likeliest first. */
const ethnicities: Readonly<Record<Culture, readonly string[]>> = {
  english: ['WBRI', 'WBRI', 'WBRI', 'WBRI', 'WBRI', 'WBRI', 'WBRI', 'WIRI', 'MOTH', 'MWBC', 'MWAS', 'WIRT', 'WROM'],
  caribbean: ['BCRB', 'BCRB', 'BCRB', 'MWBC', 'MWBC', 'BOTH'],
  westAfrican: ['BAFR', 'BAFR', 'BAFR', 'BAFR', 'MWBA', 'BOTH'],
  southAsian: ['AIND', 'APKN', 'ABAN', 'AOTH', 'APKN', 'ABAN', 'MWAS'],
  hornOfAfrica: ['BAFR', 'BAFR', 'BAFR', 'OOTH'],
  arabic: ['OOTH', 'OOTH', 'WOTH'],
  afghan: ['AOTH', 'OOTH', 'AOTH'],
  eastAsian: ['CHNE', 'AOTH', 'AOTH', 'CHNE', 'MWAS'],
  european: ['WOTH', 'WOTH', 'WOTH', 'WROM', 'MOTH'],
  latin: ['OOTH', 'WOTH', 'MOTH', 'OOTH'],
}
export const ethnicityFor = (random: Random, culture: Culture): string => {
  if (random.next() < 0.015) return random.next() < 0.5 ? 'REFU' : 'NOBT'
  const list = ethnicities[culture]
  return list[Math.floor(random.next() * list.length)] as string
}
