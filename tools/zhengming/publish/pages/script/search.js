const HAN = /\p{Script=Han}/u;
const MARKS = /[\u0300\u0301\u0304\u030c]/;

const bare = (text) => text.normalize("NFD").replace(/[^a-z]/g, "").replace(/v/g, "u");
const toned = (text) => text.replace(/v/g, "ü").normalize("NFD").replace(/[^a-z\u0300-\u036f]/g, "").normalize("NFC");
const folded = (text) => [...text].map((c) => data.fold[c] || c).join("").replace(/[\s“”"「」『』]/g, "");
const wordsOf = (text) => text.normalize("NFKC").toLowerCase().match(/[\p{L}\p{N}_]+/gu) || [];

// How well an entry answers a query: 0 not at all, 3 exactly.
function within(key, wanted) {
  if (!wanted) return 0;
  const parts = key.split("|");
  if (parts.includes(wanted)) return 3;
  if (parts.some((part) => part.startsWith(wanted))) return 2;
  return key.includes(wanted) ? 1 : 0;
}

function english(key, wanted) {
  if (!wanted.length) return 0;
  const best = key.split("|").map((part) => {
    const words = part.split(" ");
    if (!wanted.every((w) => words.some((x) => x.startsWith(w)))) return 0;
    return part === wanted.join(" ") ? 3 : part.startsWith(wanted.join(" ")) ? 2 : 1;
  });
  return Math.max(...best);
}

function score(id, query) {
  const [zh, plain, tones, en] = data.keys[id];
  if (HAN.test(query)) return within(zh, folded(query));
  const low = query.toLowerCase();
  if (MARKS.test(low.normalize("NFD"))) return within(tones, toned(low));
  const letters = low.replace(/[1-5]/g, "");
  return Math.max(within(plain, bare(letters)), english(en, wordsOf(low)));
}
