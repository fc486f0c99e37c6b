/** ISO 639-1, with the withdrawn codes the registry still lists. */
const TWO_LETTERS = new Set(
  (
    'aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu ' +
    'fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik in io is it iu iw ja ji jv jw ka kg ki kj ' +
    'kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mo mr ms mt my na nb nd ne ng nl nn no nr nv ny ' +
    'oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl ' +
    'tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu'
  ).split(' '),
);

const GRANDFATHERED = new Set(
  (
    'en-gb-oed i-ami i-bnn i-default i-enochian i-hak i-klingon i-lux i-mingo i-navajo i-pwn i-tao i-tay i-tsu sgn-be-fr sgn-be-nl ' +
    'sgn-ch-de art-lojban cel-gaulish no-bok no-nyn zh-guoyu zh-hakka zh-min zh-min-nan zh-xiang'
  ).split(' '),
);

/** RFC 5646 `langtag`: language, extlang, script, region, variants, extensions, private use. */
const LANGUAGE_TAG = new RegExp(
  '^(?:([a-z]{2,3})(?:-[a-z]{3}){0,3})' +
    '(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?' +
    '(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[0-9a-wyz](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?$',
);

/** True for a language tag by BCP 47: grammar of RFC 5646, two-letter languages as registered. */
export function isLanguageTag(text: string): boolean {
  if (text.length > 100) return false;
  const tag = text.toLowerCase();
  if (GRANDFATHERED.has(tag) || /^x(?:-[a-z0-9]{1,8})+$/.test(tag)) return true;
  const match = LANGUAGE_TAG.exec(tag);
  if (match === null) return false;
  const language = match[1];
  return language?.length !== 2 || TWO_LETTERS.has(language);
}
